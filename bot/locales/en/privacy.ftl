privacy-text = <b>What { $shop } keeps</b>
  Kept by: { $legal }. Contact: { $contact }
  • your phone number, your name and, if you gave it, your birthday;
  • purchases with the card, points and the reason for each;
  • when and to what you consented.
  Why: to run your card. Offers come only if you agreed.
  Only the shop sees the number; phone and name are stored encrypted.
  Get all of it: /mydata. Delete all of it for ever: /deleteme.
