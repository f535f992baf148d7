# 程序里的中文。en.ftl 有同样的键和同样的参数。
# 用词：研究（study）、访谈（interview）、场次（session）、受访者（respondent）、
# 说话人（speaker）、话轮（turn）、编码（code，编码本中的一个条目）、编码本（codebook）、
# 编码片段（coding，某人把某个编码加在某一段上；计数时称“编码数”“处编码”）、
# 编码员（coder）、备忘（memo）、提纲（guide）、侧面（facet）。
# 每一区以 ## 开头，区内按键名排序。

## 表的标题

table-attributes = 属性
table-check = 检查结果
table-codebook-check = 编码本检查结果
table-coders = 编码员
table-codes = 编码
table-codings = 编码片段
table-coverage = 编码完成情况
table-freq = 编码频次表
table-guide = 访谈提纲
table-guide-check = 提纲检查结果
table-guide-coverage = 提纲执行情况
table-import = 导入结果
table-interviews = 访谈
table-log = 操作记录
table-memos = 备忘
table-respondents = 受访者
table-sessions = 访谈场次
table-speakers = 说话人
table-turns = 话轮

## 列名

col-aliases = 别名
col-archive = 可存档
col-asked = 问及后提到（人）
col-at = 时间
col-attribute = 属性
col-attributes = 属性
col-attribution = 署名方式
col-channel = 方式
col-chars = 字数
col-chars-total = 字数（含下级）
col-code = 编号
col-coder = 编码员
col-codes = 涉及的编码
col-codings = 编码数
col-codings-total = 编码数（含下级）
col-consent = 知情同意
col-created_at = 编码时间
col-date = 日期
col-definition = 定义
col-depth = 层级
col-digit = 数字键
col-done = 已完成
col-encoding = 字符编码
col-end = 止
col-file = 文件
col-format = 格式
col-groups = 提问对象
col-guide_version = 提纲版本
col-how = 提问方式
col-id = 标识
col-interview = 访谈
col-interviewer = 访谈员
col-interviews = 访谈
col-interviews-total = 访谈（含下级）
col-kind = 类别
col-label = 代号
col-line = 行
col-memo = 备忘
col-minutes = 时长（分钟）
col-n-added = 追加
col-n-asked = 照问
col-n-reworded = 改述
col-n-skipped = 略过
col-name = 名称
col-name_en = 英文名
col-number = 题号
col-of = 属于
col-on = 对象
col-origin = 来历
col-outcome = 结果
col-parent = 上级
col-path = 路径
col-place = 地点
col-probes = 追问
col-question = 问题
col-quote = 可引用
col-record = 可录音
col-remedy = 处理办法
col-respondent = 受访者
col-respondents = 受访者
col-respondents-total = 受访者（含下级）
col-retired = 已停用
col-role = 角色
col-section = 部分
col-severity = 程度
col-share = 占访谈（%）
col-source = 出处
col-speaker = 说话人
col-speakers = 说话人
col-start = 起
col-state = 状态
col-status = 审核状态
col-step = 步骤
col-text = 原文
col-time = 录音时间
col-turn = 话轮序号
col-turns = 话轮数
col-unprompted = 主动提到（人）
col-values = 取值与次数
col-version = 版本
col-warnings = 提示
col-what = 内容
col-where = 位置
col-written_at = 写于

## 单元格里的词

cell-asked-added = 追加
cell-asked-asked = 照问
cell-asked-reworded = 改述
cell-asked-skipped = 略过
cell-attribution-background = 只写背景
cell-attribution-label = 只写代号
cell-attribution-name = 写姓名
cell-attribution-role = 只写职务
cell-everybody = 全部受访者
cell-no = 否
cell-not-asked = 未问
cell-of-interview = 访谈
cell-of-respondent = 受访者
cell-of-session = 场次
cell-on-code = 编码
cell-on-coding = 编码片段
cell-on-interview = 访谈
cell-on-study = 整项研究
cell-origin-emergent = 编码中生成
cell-origin-given = 预设
cell-origin-in-vivo = 受访者原话
cell-outcome-added = 已加入
cell-outcome-known = 已有，未重复加入
cell-outcome-left-out = 未能读入
cell-role-interviewer = 访谈者
cell-role-respondent = 受访者
cell-severity-error = 错误
cell-severity-warning = 提醒
cell-state-done = 有效
cell-state-dropped = 已撤销，不能重做
cell-state-undone = 已撤销
cell-status-accepted = 已通过
cell-status-amended = 已修改
cell-status-asked = 待说明
cell-status-coded = 已编码
cell-status-rejected = 已驳回
cell-status-suggested = 建议
cell-unknown = 未注明
cell-yes = 是

## 表下的说明

note-added-questions = 提纲外的问题：{ $list }。
note-counting-chars = 字数＝该编码在每份访谈中所覆盖文字的并集（按 Unicode 字符计）；几位编码员编过的同一段只算一次。
note-counting-codings = 编码数＝不同的（访谈、编码员、编码、起止位置）组合的个数；完全相同的只算一次，访谈者话轮中的编码也计入。
note-counting-interviews = 访谈＝至少有一处该编码的访谈份数；百分比以筛选后的 { $interviews } 份访谈为分母。
note-counting-respondents = 受访者＝自己的话轮中至少有一处该编码的受访者人数；没有对应到受访者的说话人不计。
note-coverage-inferred = 没有标记完成的访谈，有编码即视为编过。
note-demo = 示例数据，非真实访谈。
note-filter = 筛选条件：{ $filter }。
note-fingerprint = 数据指纹：{ $fingerprint }。
note-frequency-is-not-importance = 频次受提纲、篇幅和编码粒度影响，不等于重要性。
note-level = 各行含其下级，归并到第 { $level } 层。
note-n = 范围：{ $interviews } 份访谈，{ $codings } 处编码。
note-no-filter = 未作筛选，全部访谈都在内。
note-own = 不带“含下级”的各列只计该编码本身，不计其下级。
note-prompting = 主动提到＝在提纲没有点出该编码的地方提到；问及后提到＝在点出该编码的问题之后的回答中提到。同一人可以两者都算。
note-retired-hidden = 已停用的编码及其编码片段未列出。
note-statuses = 状态为“建议”和“已驳回”的编码片段不计入。
note-statuses-chosen = 只计状态为{ $statuses }的编码片段。
note-totals = “含下级”＝该编码及其全部下级合计，重复的访谈、受访者和文字只算一次。

## 导入时的提示

warning-at-line = 第 { $line } 行：{ $warning }
warning-attributes-of-nobody = 属性表中的“{ $about }”不是这次导入的访谈，该行略去。
warning-comments = 有 { $about } 条批注，没有读入。
warning-control-characters = 有 { $about } 个控制字符，照原样保留。
warning-empty-turn = “{ $about }”之后没有内容，这次话轮略去。
warning-footnotes = 有 { $about } 条脚注，没有读入。
warning-guessed-encoding = 字符编码是推测的：{ $about }。若有乱码，请用 --encoding 指定。
warning-inside-grapheme = 起止位置落在一个字符的内部，照原样保留：{ $about }。
warning-label-seen-once = “{ $about }”只出现一次，没有当作说话人。
warning-long-turn = 一次话轮长达 { $about } 字，可能漏认了说话人。
warning-name-taken = 名称已被另一份访谈占用，改用“{ $about }”。
warning-no-speakers = 没有认出说话人，每段作为一次话轮。
warning-no-time = 看不懂的时间：{ $about }，已略去。
warning-second-label = 一段之中出现了另一个说话人“{ $about }”，已从这里分开。
warning-text-boxes = 有 { $about } 个文本框，没有读入。
warning-time-goes-back = 时间标记 { $about } 早于前一个。
warning-tracked-changes = 有修订痕迹（{ $about }），按接受全部修订后的文字读入。
warning-unknown-keys = 有不认识的键，已略过：{ $about }。

## 检查发现的问题

finding-code-circle = 这些编码互为上级，成了一个圈
finding-database = 数据库文件损坏
finding-double-digit = 几个编码共用一个数字键
finding-inside-grapheme = 编码的起止位置落在一个字符的内部
finding-outside = 编码的起止位置超出了正文
finding-quotation = 编码所在的文字与编码时不同
finding-reference = 有记录指向不存在的内容
finding-text-changed = 访谈正文与导入时不同
finding-text-length = 访谈正文的长度与记录不符
finding-turn = 话轮的起止位置有误

## 处理办法

remedy-code-circle = 给其中一个编码另选上级。
remedy-database = 用 .backups 文件夹中最近的备份恢复，并留存这个文件。
remedy-double-digit = 只给其中一个编码留下这个数字键。
remedy-inside-grapheme = 不影响计数；可以把起止位置移到字符边界上。
remedy-outside = 删去这条编码片段，或用备份恢复。
remedy-quotation = 打开这份访谈，核对这条编码片段的起止位置。
remedy-reference = 用备份恢复，并留存这个文件以查明原因。
remedy-text-changed = 有别的程序改过这个文件；请用备份恢复。
remedy-text-length = 有别的程序改过这个文件；请用备份恢复。
remedy-turn = 重新导入这份访谈，或用备份恢复。

## 操作的名称

edit-add-code = 新增编码
edit-code = 编码
edit-code-with-new = 用新编码标注
edit-import = 导入
edit-move-boundaries = 调整起止位置
edit-redo = 重做
edit-retire-code = 停用编码
edit-revise-code = 修订编码
edit-revive-code = 恢复编码
edit-set-attributes = 设置访谈属性
edit-set-facet = 设置侧面
edit-set-respondent = 设置受访者
edit-set-speaker = 设置说话人
edit-tie-question = 对应提纲问题
edit-uncode = 取消编码
edit-undo = 撤销
edit-write-memo = 写备忘

## 错误

error-ambiguous-code = 这个名称对应几个编码，请写编号或路径（{ $what }）
error-built-upon = 后来的步骤以它为基础，不能单独撤销
error-changed-since = { $coder } 后来改过同一处（第 { $step } 步），不能撤销
error-codebook = 编码本有误（{ $what }）
error-content = 文件内容不能读入（{ $what }）
error-exists = 文件已经存在（{ $what }）
error-file = 文件不能读写（{ $what }）
error-missing = 没有这个研究文件（{ $what }）
error-newer = 这个文件的格式是第 { $found } 版，本程序只认到第 { $known } 版；请更新程序
error-no-such = 研究里没有这一项（{ $what }）
error-no-such-facet = 这个编码的类别没有这个侧面或取值（{ $what }）
error-not-a-study = 这不是访谈研究文件（{ $what }）
error-nothing-to-redo = 没有可以重做的步骤
error-nothing-to-undo = 没有可以撤销的步骤
error-open-elsewhere = 这个研究正在别处打开，现在只能读（{ $what }）
error-position = 位置与正文不符（{ $what }）
error-read-only = 这个研究只能读，不能写（{ $what }）
error-refused = 不能这样做（{ $what }）
error-store = 读写研究文件时出错（{ $what }）
error-taken = 标识已被别的内容占用（{ $what }）
error-truncated = 文件不完整，可能没有复制完（{ $what }）
error-unknown-code = 没有名为“{ $name }”的编码
hint-near = 您是不是要找“{ $near }”？

## 命令行

cli-added = 已添加
cli-check-ok = 检查通过：数据库、{ $interviews } 份访谈原文、全部引文和编码本都没有问题
cli-codebook-imported = 新增 { $added } 个编码，修订 { $revised } 个
cli-codebook-ok = 编码本没有问题：{ $codes } 个编码，{ $links } 条关联
cli-coded = 已编码：{ $code } { $start }–{ $end }，标识 { $id }
cli-created = 已新建研究 { $path }
cli-cut-cells = { $n } 个单元格超过工作表的上限，已截短
cli-demo-built = 示例研究已建好：{ $path }（示例数据，非真实访谈）
cli-demo-kept = 原来的示例研究保存为 { $path }
cli-error-prefix = 错误：
cli-fault-line = 第 { $line } 行：{ $what }
cli-faults = { $n } 处问题
cli-guide-imported = 已采用提纲第 { $version } 版
cli-guide-ok = 提纲没有问题：{ $questions } 个问题
cli-hint-prefix = 提示：
cli-home-none = 还没有打开过研究。fangtan demo 打开示例，fangtan new 名称.fangtan 新建
cli-home-recent = 最近的研究：
cli-import-dry = 仅试算，研究没有改动
cli-import-file = { $file }：导入为“{ $interview }”（{ $format } { $encoding }，{ $chars } 字，{ $turns } 个话轮；说话人：{ $speakers }）
cli-import-known = { $file }：同样的文本已在研究中，名为“{ $interview }”，没有再次导入
cli-import-left-out = 未导入：{ $what }
cli-import-summary = 新增 { $added } 份访谈，已有 { $known } 份，未导入 { $left_out } 份；编码片段新增 { $codings } 个
cli-needs-output = { $format } 格式需要用 -o 指定文件
cli-no-encoding = 不认得字符编码“{ $name }”
cli-no-export = 不能导出为“{ $ending }”：可用 .json 和 .csv
cli-no-format = { $verb } 没有 { $format } 格式
cli-no-guide = 这份研究没有提纲。用 guide import 导入
cli-no-terminal = open 需要终端；在管道中请用 freq、codings、list 等命令
cli-nothing-changed = 没有需要改动的内容
cli-passed-over = 文件夹中不是转写稿的文件未读：{ $path }
cli-reading = 正在读取
cli-redone = 已重做第 { $step } 步：{ $kind }
cli-respondent-nothing = 受访者需要一个代号
cli-respondent-set = 已记录受访者 { $label }
cli-respondent-there = 已有受访者 { $label }；用 respondent set 修改其属性
cli-speaker-nothing = 请说明要改什么：--role、--rename 或 --respondent
cli-speaker-set = 已修改说话人 { $label }
cli-there-already = 同一编码员在这段话上已有该编码，未作改动：{ $code }，标识 { $id }
cli-tied = 已关联
cli-uncoded = 已去掉 { $n } 个编码片段
cli-undone = 已撤销第 { $step } 步：{ $kind }
cli-warning = 注意：
cli-written = 已写入 { $path }
