role-guest = 👤 As a guest
role-till = 🏪 Till
role-owner = ⚙️ Owner
