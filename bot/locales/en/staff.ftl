staff-role-cashier = cashier
staff-role-manager = manager
staff-role-owner = owner
staff-title = 🏪 <b>Locations and people</b>
staff-line = { $state ->
    [waiting] ⏳ { $name } · { $role }
    [off] ⏸ { $name } · { $role }
   *[on] { $name } · { $role }
  }
staff-add-cashier = + Cashier
staff-add-manager = + Manager
staff-add-location = + Location
staff-person = <b>{ $name }</b> · { $role }{ TAIL($location) }
  Bills in 30 days: { $bills }, undone: { $undone }
staff-where = At which location?
staff-link = Invitation: { $role }{ TAIL($location) }. It works once, within 24 hours:
  { $link }
staff-share = 📤 Send
staff-copy = 📋 Copy
staff-off = Switch off
staff-off-ask = Switch off { $name }? An open shift will close, and the buttons stop working at once.
staff-off-yes = Yes, switch off
staff-is-off = { $name }: switched off
staff-switch-on = Switch on again
staff-admit = ✅ Let in
staff-refuse = Refuse
staff-admitted = ✅ { $name } is in
staff-location-ask = What is the location called? For example: Main street 5
staff-joined = 👋 { $name } now serves at your till{ TAIL($location) }
manager-waiting = ⏳ { $name } wants to come in as a manager. Let in?
