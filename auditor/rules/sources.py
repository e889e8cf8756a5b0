"""Which documents do the rules stand on? Each is named once, here; a cite gives the place in it."""

from auditor.record import Source

_BENEFIT_MANUAL = (
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/bp102c15.pdf"
)
_CLAIMS_MANUAL = (
    "https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c05.pdf"
)
_NCCI = "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits"

TREATMENT_NOTE = Source(cite="CMS Pub. 100-02, ch. 15, §220.3.E", url=_BENEFIT_MANUAL)
SKILLED_SERVICES = Source(cite="CMS Pub. 100-02, ch. 15, §220.2", url=_BENEFIT_MANUAL)
PLAN_OF_CARE = Source(cite="CMS Pub. 100-02, ch. 15, §220.1.2", url=_BENEFIT_MANUAL)
PROGRESS_REPORT = Source(cite="CMS Pub. 100-02, ch. 15, §220.3.D", url=_BENEFIT_MANUAL)
RECORD = Source(cite="CMS Pub. 100-02, ch. 15, §220.3.A", url=_BENEFIT_MANUAL)
WHO_MAY_TREAT = Source(cite="CMS Pub. 100-02, ch. 15, §230", url=_BENEFIT_MANUAL)
TIMED_UNITS = Source(cite="CMS Pub. 100-04, ch. 5, §20.2", url=_CLAIMS_MANUAL)
THERAPY_MODIFIERS = Source(cite="CMS Pub. 100-04, ch. 5, §20.1", url=_CLAIMS_MANUAL)
EXCEPTIONS = Source(cite="CMS Pub. 100-04, ch. 5, §10.3", url=_CLAIMS_MANUAL)
CODE_PAIRS = Source(cite="CMS NCCI procedure-to-procedure edits", url=_NCCI)
UNIT_LIMITS = Source(cite="CMS NCCI medically unlikely edits", url=_NCCI)
ASSISTANTS = Source(
    cite="CMS, Billing examples using CQ/CO modifiers (CY2022 revision)",
    url="https://www.cms.gov/medicare/coding-billing/therapy-services",
)
THERAPY_CODES = Source(
    cite="MAC coverage text on therapy codes (NGS, LCD L33631)",
    url="https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=33631",
)
CPT = Source(
    cite="CPT, physical medicine and rehabilitation",
    url="https://www.ama-assn.org/practice-management/cpt",
)
DUPLICATES = Source(
    cite="CMS Pub. 100-04, ch. 1, §120",
    url="https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c01.pdf",
)
CLAIM_FORM = Source(
    cite="CMS Pub. 100-04, ch. 26, §10.4",
    url="https://www.cms.gov/regulations-and-guidance/guidance/manuals/downloads/clm104c26pdf.pdf",
)
ADD_ON_CODES = Source(cite="CMS NCCI add-on code edits", url=_NCCI)
MODIFIER_LISTS = Source(
    cite="HCPCS Level II modifiers; CPT, appendix A",
    url="https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system",
)
LIABILITY = Source(
    cite="CMS MM6563; First Coast, modifiers GA, GX, GY and GZ",
    url="https://medicare.fcso.com/Billing_news/140588.asp",
)
