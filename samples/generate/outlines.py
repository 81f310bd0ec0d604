"""The reference outlines of the notice (参考提纲) and the titles applicants give instead."""

from __future__ import annotations

ENTERPRISE = [
    (1, "企业简介"), (1, "服务型制造发展现状"), (2, "服务型制造企业战略制定情况"), (3, "战略规划"),
    (3, "组织架构调整"), (2, "服务型制造业务开展情况"), (3, "服务业务设计与实现流程"),
    (3, "商业及盈利模式"), (3, "业务典型示例"), (1, "服务型制造发展能力建设"), (2, "业务能力"),
    (3, "设计及研发能力"), (3, "制造能力"), (3, "服务能力"), (2, "支撑能力"), (3, "数字化能力"),
    (3, "营销能力"), (3, "供应链整合能力"), (1, "服务型制造发展成效"), (2, "可复制、可推广性"),
    (2, "经济效益"), (2, "环境效益"), (2, "提升市场竞争力"), (2, "服务对制造的反哺作用"),
    (2, "客户价值"), (1, "进一步发展思路和规划"), (1, "其他"),
]  # fmt: skip
PLATFORM = [
    (1, "平台概况"), (1, "平台建设"), (2, "战略制定"), (2, "平台模式"), (2, "典型示例"),
    (1, "平台能力"), (2, "服务能力"), (2, "创新能力"), (2, "数字化能力"), (2, "管理能力"),
    (2, "资源整合配置能力"), (1, "平台服务成效"), (2, "平台效益"), (2, "平台集聚和协同效应"),
    (2, "平台可示范性"), (1, "进一步发展思路和规划"), (1, "其他"),
]  # fmt: skip
DISTRICT = [
    (1, "工作举措"), (2, "基础情况"), (2, "工作机制及目标"), (2, "政策制定及落实情况"),
    (2, "资金支持情况"), (1, "取得成效"), (2, "企业培育与模式创新"), (2, "集群发展与功能区建设"),
    (2, "人才标准与公共服务"), (2, "产业与城市贡献"), (1, "示范意义"), (1, "下一步工作安排"),
]  # fmt: skip
OUTLINES = {"enterprise": ENTERPRISE, "platform": PLATFORM, "district": DISTRICT}
OWN_TITLES = {"企业培育与模式创新", "集群发展与功能区建设", "人才标准与公共服务", "产业与城市贡献"}
OTHER_WORDS = {
    "企业简介": "企业概况", "组织架构调整": "组织架构调整情况", "业务典型示例": "典型业务案例",
    "进一步发展思路和规划": "下一步发展思路与规划", "其他": "其他情况", "平台概况": "平台基本概况",
    "典型示例": "典型案例", "工作机制及目标": "工作机制与目标", "下一步工作安排": "下一步工作打算",
}  # fmt: skip


def titles(kind: str, reworded: bool) -> list[tuple[int, str, str | None, str]]:
    """(level, printed title, reference title or None, key of its sentences) in reading order."""
    return [
        (level, OTHER_WORDS.get(name, name) if reworded else name,
         None if name in OWN_TITLES else name, name)
        for level, name in OUTLINES[kind]
    ]  # fmt: skip
