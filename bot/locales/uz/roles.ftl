role-guest = 👤 Mehmon sifatida
role-till = 🏪 Kassa
role-owner = ⚙️ Egasi
