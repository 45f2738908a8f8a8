"""What stands at the head of an office's documents, agreed on as a setting; empty, the draft leaves room for it."""

from storage.office_settings import OfficeSetting, register

_LONGEST = 120

OFFICE_PARENT = register(
    OfficeSetting(
        name="office_parent",
        kind="words",
        default="",
        most=_LONGEST,
        vietnamese="Cơ quan chủ quản, ghi ở đầu văn bản",
        english="Parent body, at the head of documents",
    )
)
OFFICE_NAME = register(
    OfficeSetting(
        name="office_name",
        kind="words",
        default="",
        most=_LONGEST,
        vietnamese="Cơ quan ban hành, ghi ở đầu văn bản",
        english="Issuing body, at the head of documents",
    )
)
