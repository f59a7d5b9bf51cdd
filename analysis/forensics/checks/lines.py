"""What findings say, in both languages: the lines of all checks, by the table they check."""

from __future__ import annotations

from analysis.data import Words

COMPARED = Words("{how}：{got}；刊印 {printed}", "{how}: {got}; printed {printed}")
NOTHING_LEFT = Words("无值可取", "nothing")
WITHIN = Words("{printed} 应在 {range} 之内", "{printed} in {range}")
SMALLER = Words("{one} = {left} <= {two} = {right}", "{one} = {left} <= {two} = {right}")
AT_MOST = Words("{name}：{left} <= {right}", "{name}: {left} <= {right}")
OR = Words("或", " or ")

# Descriptive statistics
TOTALS = Words(
    "均值相同的整数之和为 {totals}；{compared}",
    "whole numbers with this mean add to {totals}; {compared}",
)
NO_TOTAL = Words("任何整数都不可能", "no whole total")
TOTAL_OVER_N = Words("总和除以 n", "a total over n")
DDOFS = {0: Words("总体", "population"), 1: Words("样本", "sample")}
SQUARES = Words(
    "{kind}标准差：总和 {total}，平方和 {squares}", "{kind} sd: total {total}, squares {squares}"
)
NO_SQUARES = Words(
    "奇偶相符的整数平方和都得不出这个标准差",
    "no whole sum of squares of the right parity has this standard deviation",
)
MEAN_BOUNDS = Words("由极值、四分位数和 n 所得界限", "bounds by extremes, quartiles and n")
SD_BOUNDS = Words("由均值、极值和四分位数所得界限", "bounds by mean, extremes and quartiles")
SD_POSSIBLE = Words("{line}；可为{kinds}标准差", "{line}; possible as {kinds} sd")
NEITHER = Words("任何口径都不成立的", "neither")
STATISTICS = {
    "minimum": Words("最小值", "minimum"),
    "exclusion": Words("完全不隶属锚点", "exclusion"),
    "crossover": Words("交叉点", "crossover"),
    "inclusion": Words("完全隶属锚点", "inclusion"),
    "maximum": Words("最大值", "maximum"),
    "mean": Words("均值", "mean"),
}
ORDERED = Words("{low} {one} <= {high} {two}", "{low} {one} <= {high} {two}")
REST_OF_ROW = Words("该行其余数字", "the other numbers of the row")
LEFT_BY_ROW = Words(
    "该行其余数字留给{name}（{printed}）的是：{left}",
    "the other numbers of the row leave {left} to {name} {printed}",
)
NEAREST_QUARTILE = Words(
    "整数值且 n = {n}，最近的可能值", "whole numbers and n = {n}, nearest possible"
)
QUARTILES = Words("可能：{fitting}；不可能：{others}", "possible: {fitting}; not: {others}")
PUBLIC_SERIES = Words("公开数据", "the public series")

# Calibration
RISING = Words("{name} {value}", "{name} {value}")
END_MEMBERSHIP = Words(
    "{name}处的隶属度 {span}，界限 {limit}", "membership at the {name} {span}, limit {limit}"
)
AGAINST_SCOPE = Words(
    "{name} {printed} 与刊印的范围 {scope} 不符",
    "{name} {printed} does not go with the printed scope {scope}",
)
SCOPE_AND_REST = Words("范围 {scope} 与其余数字", "scope {scope} and the other numbers")
MIDDLE_COUNTS = Words(
    "交叉点有 {count} 个案例：中间两数为 {pairs}", "{count} at the crossover: middle counts {pairs}"
)
PAIR = Words("{low} 与 {high}", "{low} and {high}")
WAYS = Words(
    "{total} 种校准方式中有 {hits} 种得出总和 {target}",
    "{hits} of {total} ways to calibrate give the sum {target}",
)
BY_LUCK = Words(
    "{line}；{draws} 个随机列中有 {share} 碰巧也能得出",
    "{line}; some way does so by luck for {share} of {draws} random columns",
)

# Necessary condition analysis
RANGES_PRODUCT = Words("两位小数隶属度极差之积", "product of the ranges of two-decimal memberships")
ZONE_OVER_SCOPE = Words("上限区域除以范围", "ceiling zone over scope")
EFFECT_TIMES_SCOPE = Words(
    "效应量（去掉末位补的零）乘以范围", "effect size, without padded zeros, times scope"
)
OTHER_ROWS = Words("其余各行所定的直线", "the line through the other rows")
NO_LINE = Words("其余各行不在一条直线上", "the other rows lie on no line")
STEPS = Words(
    "{condition}：{lower}% 处为 {one} <= {higher}% 处为 {two}",
    "{condition}: {one} at {lower}% <= {two} at {higher}%",
)
AREA_BEYOND = Words("瓶颈表上限以外的面积", "the area beyond the ceiling of the bottleneck table")
CEILING_TIMES_SCOPE = Words("瓶颈表的上限乘以范围", "ceiling of the bottleneck table times scope")
ENVELOPE = Words("包络线以上没有案例", "no case lies above an envelope")
CASES = Words("{cases} 之中的 {counts} 个案例", "{counts} of {cases} cases")
NO_CASES = Words("不是案例的任何比例", "no share of cases")
NEAREST_SHARE = Words("{told}，最近的比例", "{told}, nearest share")
OFF_GRIDS = Words(
    "{printed} 不在 {counts} 次置换的任何网格上",
    "{printed} is on no grid of {counts} permutations",
)
PERMUTATIONS = Words("置换次数的网格", "the grid of permutations")
FORM = Words("{form}（r = {count}）", "{form} with r = {count}")
EXCLUDES = Words("{line}；排除 {forms}", "{line}; excludes {forms}")
NECESSARY = Words("{ceiling} 下的必要条件：{names}", "necessary under {ceiling}: {names}")
LARGEST = Words("{ceiling} 下效应最大者：{names}", "largest effects under {ceiling}: {names}")

# Necessity
SUMS_AT_ODDS = Words(
    "该数字所依据的总和在表内自相矛盾",
    "the table contradicts itself on the sums that this number rests on",
)
WITHOUT_GRID = Words("不用总和网格，只据本表", "without the grid of sums, the table")
ON_GRID = Words("0.001 网格上总和之商", "quotient of sums on the 0.001 grid")
OFF_GRID = Words(
    "0.001 网格上的总和给出 {value}，超出 {outside}",
    "sums on the 0.001 grid give {value}, outside by {outside}",
)
AT_ODDS = Words("与相邻数字不符：{line}", "does not go with the numbers beside it: {line}")
ROWS_AGREE = Words("{name}：各行都给出 {values}", "{name}: all rows give {values}")
ROWS_DISAGREE = Words("{name}：各行不一致，{values}", "{name}: rows disagree; {values}")
LUCK = Words(
    "{name} 在 {span} 之内：{values}（碰巧的概率 {chance}）",
    "{name} in {span}: {values} (by luck {chance})",
)
VALUES = Words("{count} 个值", "{count} values")
CROSSOVERS = Words(
    "{condition}：{count} 个案例位于交叉点，第三位小数有 {ways} 种来法",
    "{condition}: {count} cases at the crossover, {ways} ways to leave the third decimals",
)
IDENTITY = Words(
    "{name} = {left}；两个集合的总和给出 {right}",
    "{name} = {left}; the sums of both sets give {right}",
)
BOTH_PARTS = Words("{name} 的两部分：{left} >= {right}", "both parts of {name}: {left} >= {right}")
ABOVE = Words("高于 {limit}：{found}", "above {limit}: {found}")
AMISS = Words("{line}；不符：{amiss}", "{line}; amiss: {amiss}")

# Configurations
CAN_COVER = Words(
    "{path} 的覆盖度为 {span}，至多与 {literal} 相同；刊印 {printed}",
    "{path} can cover {span}, at most as much as {literal}; printed {printed}",
)
TOO_MANY = Words(
    "路径多于 {most} 条：区域过多，无法逐一列出", "more than {most} paths: too many regions to list"
)
SOME_OVERLAP = Words(
    "路径的某种重叠给出全部覆盖度", "some overlap of the paths gives all coverages"
)
NO_OVERLAP = Words(
    "标记所容许的任何重叠都给不出全部覆盖度",
    "no overlap of the paths that the marks allow gives all coverages",
)
BY_PATHS = Words(
    "解的{name} {own}，由各路径得 {allowed}", "{name} of the solution {own}, by its paths {allowed}"
)
SIZE = Words("规模", "size")
EXCESS = Words("结果以外的部分", "part outside the outcome")
GRID_SUM = Words("总和 {sum}：{compared}", "sum {sum}: {compared}")
QUOTIENT = Words("其商", "the quotient")
TWO_PATHS = Words("{one} 与 {two}：{told}", "{one} and {two}: {told}")
NESTED = Words("一条位于另一条之内", "one lies inside the other")
JOINABLE = Words("两条可合并为一条", "both join into one")
APART = Words("互不包含，也不能合并", "neither contains nor joins the other")
NO_TERM = Words("{path} 不在任何简约项之内", "{path} lies inside no parsimonious term")
CORE = Words(
    "{path} 的核心条件：据简约解为 {core}", "core of {path}: {core} by the parsimonious solution"
)
OWN_CORE = Words("{path} 的核心条件应在自身标记之内", "core of {path} among its own marks")
CLAIMED = Words("{path}：一致性 {printed} >= {least}", "{path}: consistency {printed} >= {least}")
SOME_DATA = Words("有数据能同时给出这些数字", "some data set gives them all")
NO_DATA = Words("没有数据能同时给出这些数字", "no data set gives them all")
