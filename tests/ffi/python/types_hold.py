"""Read by mypy, never run: what is right has its type, and each line that is wrong is refused."""
from typing import Dict, List, Optional

import homing


async def right(session: homing.Session) -> List[str]:
    result = await session.resolve("ada@contoso.example")
    hosts: List[str] = [server["host"] for server in result.document["imap"]]
    port: int = result.document["smtp"][0]["port"]
    proofs: Dict[str, homing.Proof] = session.verify(homing.Account("a@b.example", {"method": "oauth2"}, token=b"x")).result().document["protocols"]
    event: Optional[homing.Event] = next(session.resolve("ada@contoso.example").events(), None)
    return hosts + [str(port), str(proofs), str(event)]


def wrong(session: homing.Session) -> None:
    session.resolve(7)  # type: ignore[arg-type]
    session.verify("ada@contoso.example")  # type: ignore[arg-type]
    session.resolve("ada@contoso.example").result().document["impa"]  # type: ignore[typeddict-item]
    number: int = session.explain("535").result().document["matches"][0]["id"]  # type: ignore[assignment]
    print(number)
