role-guest = 👤 Я как гость
role-till = 🏪 Касса
role-owner = ⚙️ Владелец
