"""How are imported locality indices written, so that ``auditor fees --gpci-file`` can read them?"""

from auditor.billing.cms import toml
from auditor.billing.cms.gpci import GpciTable, names_of
from auditor.billing.cms.provenance import Provenance


def gpci_toml(table: GpciTable, year: int, provenance: Provenance) -> str:
    """Return the file: one entry a locality, named by state and number."""
    identity = f"gpci-{year}"
    floor = f", work {table.floor} the floor of 1" if table.floor else ""
    cite = f"CMS, geographic practice cost indices of {year}{floor}, {provenance.read_from}"
    names = names_of(table.localities)
    title = f"Medicare's geographic practice cost indices (GPCI) of {year}{floor}."
    return "\n".join(
        (
            provenance.head(title),
            toml.source(identity, cite),
            *(
                toml.entry(
                    "locality",
                    f"name = {toml.text(names[locality][0])}",
                    f"aliases = {toml.texts(names[locality][1:])}",
                    f"gpci = {toml.text(' '.join(map(str, locality.indices)))}",
                    f"source = {toml.text(identity)}",
                    'mark = "data"',
                )
                for locality in table.localities
            ),
        )
    )
