"""Make sentences and paragraphs of Chinese and English that mean nothing but have the form of a yearbook's.

All randomness comes from the `random.Random` passed in: the same state gives the same text, on any machine.
"""

from __future__ import annotations

from random import Random

CHINESE = tuple(
    """
    建设 发展 城市 管理 服务 工作 项目 社区 街道 群众 企业 经济 投资 产业 创新 改革 环境 生态 绿化 道路 交通 教育 学校
    医疗 卫生 文化 旅游 体育 就业 养老 救助 慈善 残疾 儿童 妇女 青年 家庭 文明 志愿 宣传 培训 指导 检查 监督 考核 评比
    表彰 先进 优秀 单位 集体 个人 示范 试点 基地 中心 园区 商业 市场 贸易 物流 金融 科技 信息 网络 平台 数据 智慧 数字
    农村 农业 乡镇 村庄 土地 规划 设计 施工 验收 竣工 开工 续建 前期 安置 住房 改造 拆迁 更新 保护 历史 建筑 遗址 公园
    广场 河道 水系 污水 治理 空气 扬尘 减排 节能 垃圾 分类 清洁 卫生间 照明 管网 供水 供热 燃气 电力 通信 桥梁 隧道 地铁
    公交 停车 执法 安全 生产 消防 应急 救援 防汛 治安 法治 司法 调解 信访 审判 检察 普法 政务 审批 窗口 办理 登记 注册
    统计 普查 审计 财政 税收 预算 收入 支出 消费 零售 工业 制造 建材 机械 电子 食品 服装 药品 质量 标准 认证 品牌 专利
    商标 展会 招商 引资 签约 落户 运营 增长 提高 完善 推进 加强 落实 开展 组织 实施 建立 形成 健全 优化 扩大 增加 减少
    改善 解决 协调 配合 牵头 负责 参与 支持 帮助 关爱 走访 慰问 捐赠 募集 发放 补贴 资助 免费 开放 举办 活动 比赛 演出
    展览 讲座 阅读 图书 档案 方志 资料 调查 研究 方案 措施 办法 制度 机制 体系 网格 责任 目标 任务 计划 进度 成效
    居民 职工 教师 医生 干部 党员 代表 委员 专家 队伍 人才 能力 水平 条件 设施 设备 材料 资金 资源 资产 面积 数量 比例
    """.split()  # noqa: SIM905 - a list of three hundred strings is no better to read
)  # fmt: skip
"""About three hundred common words; none has a figure, a date or a measure in it."""

ENGLISH = tuple(
    """
    the a of and to in for with by on from over under within across after before during while which that its their
    each district town street office bureau committee federation council school hospital library museum station
    market park river road bridge square village company factory centre service project programme campaign plan
    target measure method report survey record account review award title honour prize group team member staff
    worker teacher doctor resident family child student visitor owner builder partner volunteer expert official
    public common local central national new open clean green safe sound steady joint early late large small long
    broad first further final yearly monthly built opened widened repaired planted cleaned checked trained helped
    housed paid raised shared planned finished begun carried brought given taken kept held led joined served taught
    treated visited listed counted measured reported improved renewed extended restored protected supplied lighted
    drained paved moved settled formed founded set put made water air land soil light heat power gas waste traffic
    transport housing health care culture sport learning reading history heritage craft trade industry finance
    science data network design safety order law justice relief charity work labour money fund cost share rate level
    number part side place area ground floor wall gate tree garden field season spring summer autumn winter morning
    week month stage step course way order reason result effect
    """.split()  # noqa: SIM905
)
"""About two hundred and fifty words, again without figures."""

TITLE_ENDINGS = (("先进单位", "Advanced Unit"), ("示范街道", "Model Sub-district"), ("优秀集体", "Outstanding Team"),
                 ("工程", "Works"), ("中心", "Centre"), ("试点", "Pilot"))  # fmt: skip
COUNTED = (("植树", "trees planted"), ("新增车位", "parking places added"), ("培训职工", "workers trained"),
           ("走访家庭", "families visited"), ("修缮房屋", "houses repaired"), ("开放场馆", "halls opened"))  # fmt: skip


def title(chance: Random) -> tuple[str, str]:
    """Return a title in Chinese (8 to 12 characters) and English (4 to 6 words)."""
    chinese, english = chance.choice(TITLE_ENDINGS)
    words = " ".join(chance.choices(ENGLISH[24:], k=chance.randint(2, 3))).title()
    return "".join(chance.choices(CHINESE, k=chance.randint(3, 4))) + chinese, f"{words} {english}"


def chinese_sentence(chance: Random, clauses: int = 2) -> str:
    """Return some twenty characters, with full-width punctuation."""
    parts = ("".join(chance.choices(CHINESE, k=chance.randint(4, 6))) for _ in range(clauses))
    return "，".join(parts) + "。"


def english_sentence(chance: Random, length: int = 12) -> str:
    """Return about `length` words."""
    words = chance.choices(ENGLISH, k=chance.randint(length - 3, length + 3))
    words[len(words) // 2] += ","
    return " ".join(words).capitalize() + "."


def chinese_word(chance: Random) -> str:
    return chance.choice(CHINESE)


def english_word(chance: Random) -> str:
    """Return a word for a link or a cell."""
    return chance.choice(ENGLISH[24:])
