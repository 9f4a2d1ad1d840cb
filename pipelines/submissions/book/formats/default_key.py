"""Opens workbooks that Excel encrypted with its own default key: read-only ones, and protected ones of the .xls time.

Nobody types this password: Excel uses it where a workbook is only protected against changes, and opens such a file
without a question. A file under any other password stays closed.
"""

from __future__ import annotations

import io

DEFAULT_KEY = "VelvetSweatshop"  # [MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.4


def decrypted(content: bytes) -> bytes | None:
    """The workbook without its encryption; None where the default key does not open it."""
    import msoffcrypto  # pyright: ignore[reportMissingTypeStubs]  here, since few files need it and every worker would wait for it

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not file.is_encrypted():
            return None
        file.load_key(password=DEFAULT_KEY, **({"verify_password": True} if file.format == "ooxml" else {}))
        file.decrypt(plain := io.BytesIO())
    except MemoryError:
        raise
    except Exception:  # another password, an unknown method, a broken container: the library has no common class
        return None
    return plain.getvalue()
