"""QR codes as pictures: whole-pixel modules, so that no camera sees a blurred edge."""

from functools import lru_cache

from PIL import Image
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode

from handlers.pictures.themes import INK, WHITE

LOW = ERROR_CORRECT_L
MEDIUM = ERROR_CORRECT_M
QUARTER = ERROR_CORRECT_Q

# Readers undo any of the eight masks. Trying all of them for the prettiest takes five times as
# long as the code itself, and cards of one shop share all but six digits.
_MASK = 3
_INK, _PAPER = bytes(INK), bytes(WHITE)


def qr(text: str, *, side: int, correction: int = MEDIUM, version: int = 1) -> Image.Image:
    """Draw the code of a text, ink on white, as large as `side` pixels allow.

    `version` is the least size of the code, 1 to 40; a text that needs more gets more.
    """
    modules = _modules(text, correction, version)
    scale = max(1, side // modules.width)
    return modules.resize(
        (modules.width * scale, modules.height * scale), Image.Resampling.NEAREST
    )


# A member's link never changes, and his card is drawn anew after each purchase.
@lru_cache(maxsize=512)
def _modules(text: str, correction: int, version: int) -> Image.Image:
    code = QRCode(version, error_correction=correction, border=0, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    pixels = b"".join(_INK if dark else _PAPER for row in code.modules for dark in row)
    return Image.frombytes("RGB", (len(code.modules), len(code.modules)), pixels)
