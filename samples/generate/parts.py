"""An applicant's papers as parts: the application and each attachment, laid out on sheets."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import audit_report, certificates, front, retyped
from .canvas import Sheet
from .facts import Applicant
from .form_platform import platform_form
from .forms import district_form, enterprise_form
from .style import RETYPED

FORMS = {"enterprise": enterprise_form, "platform": platform_form, "district": district_form}
RETYPED_FORMS = {
    "enterprise": retyped.enterprise_form,
    "platform": retyped.platform_form,
    "district": retyped.district_form,
}
NAMES = {
    "business_license": "营业执照", "hightech_certificate": "高新技术企业证书", "appraisal": "成果鉴定证书",
    "audit_report": "2022年度审计报告", "premises_proof": "房产证", "contract": "服务合同",
    "customer_evaluation": "客户评价", "policy_document": "专项政策文件", "cases": "案例选编",
}  # fmt: skip
TYPES = {"appraisal": "other", "contract": "other", "cases": "other"}
MAKERS = {
    "business_license": certificates.business_license, "hightech_certificate": certificates.hightech_certificate,
    "appraisal": certificates.appraisal, "premises_proof": certificates.premises_proof,
    "contract": certificates.contract, "customer_evaluation": certificates.customer_evaluation,
    "policy_document": certificates.policy_document, "cases": certificates.cases,
}  # fmt: skip


@dataclass
class Part:
    """A bundle of sheets that would be one pile of paper; `name` is empty for the application."""

    name: str
    sheets: list[Sheet]

    @property
    def file_name(self) -> str:
        return NAMES.get(self.name, "申报书")


def lay_out(applicant: Applicant, rng: random.Random, full: bool) -> list[Part]:
    """All parts in the order of the notice; `full` adds what may be left out of a thin submission."""
    sheets = front.cover(applicant, rng)
    pages = front.body(applicant, rng)
    if full:
        sheets += front.instructions(applicant)
    if applicant.style.contents:
        sheets += front.contents(applicant, pages)
    forms = RETYPED_FORMS if applicant.style.family in RETYPED else FORMS
    sheets += forms[applicant.kind](applicant) + pages
    if full and applicant.kind != "district":
        sheets += front.commitment(applicant, rng)
    parts = [Part("", sheets)]
    for name in applicant.attachments:
        if name == "audit_report" and applicant.audit:
            parts.append(Part(name, audit_report.report(applicant, applicant.audit, rng, full)))
        elif name in MAKERS:
            parts.append(Part(name, MAKERS[name](applicant, rng)))
    return parts
