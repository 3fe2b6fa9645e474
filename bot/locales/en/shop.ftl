shop-title = 🏷 <b>{ $shop }</b>
  Contact for guests: { $contact }
  Legal name: { $legal }
  You confirm bills above { $limit }.
shop-contact = Contact for guests
shop-legal = Legal name
shop-limit = Bill limit
shop-ask-contact = Where can a guest write or call? A phone, a @name or an e-mail address.
shop-ask-legal = What is the legal name of your business? It is shown in /privacy.
shop-ask-limit = Above what amount should a bill wait for you? For example: 20000
