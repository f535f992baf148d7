# 命令行的中文帮助。英文帮助就是 src/cli/args.rs 里的文档注释，所以不在 en.ftl 里。
# 键名的规则：
#   verb-动词            这个动词做什么（guide import 写作 verb-guide-import）；
#   verb-动词-more       --help 时接在后面的说明；
#   option-动词-选项     这个动词的这个选项；各处意思相同的写作 option-any-选项；
#   option-…-选项-取值   只能取几个词的选项，其中一个词的意思；
#   value-占位词         用法里代表一个值的词，连字符代替别的符号。
# 每一区以 ## 开头，区内按键名排序。

## 固定的词

usage-default = （默认 { $value }）
usage-heading = 用法:
usage-heading-arguments = 参数
usage-heading-filters = 筛选
usage-heading-man-description = 说明
usage-heading-man-name = 名称
usage-heading-man-options = 选项
usage-heading-man-synopsis = 用法
usage-heading-man-verbs = 命令
usage-heading-man-version = 版本
usage-heading-options = 选项
usage-heading-verbs = 命令
usage-options = [选项]
usage-values = （可取 { $values }）
usage-verb = [命令]
usage-verb-needed = <命令>

## 动词

verb-agreement = 编码员之间的一致性，带区间
verb-agreement-more =
    每个编码对每个单位都是一个“是或否”的问题。少于两位编码员编完的访谈不计；某位编码员没有
    编完的访谈，对他算作缺失。访谈者的话不计。算不出的数会说明原因。
verb-assign = 把访谈分给某人编码，可以盲编
verb-assign-after =
    用 --blind 时，在那位编码员把访谈标为编完之前，程序不给他看这几份访谈里别人的编码片段、
    备忘录和计数：表格、导出、搜索和画面里都没有。同一个文件里，这是程序遵守的规矩，不是锁；
    必须看不到的人，要给他单独的文件：--out 写出一份工作副本，里面只有他的访谈，用代号不用
    姓名，没有原始文件，也没有别人做的。
verb-autocode = 给一次搜索的全部命中加上编码，作为建议；算一步
verb-autocode-more =
    建议不计入任何统计，直到有人确认。同一编码员已在那段话上加过的编码不动，只计数。
    访谈者的话也在搜索之内，除非用 --speaker 指定说话人。
verb-check = 检查研究文件和其中的一切
verb-code = 给一段话加上编码
verb-codebook = 编码本
verb-codebook-check = 检查编码本文件有没有错
verb-codebook-diff = 显示编码本两个版本之间的变化
verb-codebook-export = 把编码本写成 .toml、.csv、.md 或 .xlsx 文件
verb-codebook-freeze = 把编码本现在的样子存为一个有名称的版本
verb-codebook-import = 读入编码本：新编码加入，已有的改成文件里的说法
verb-codebook-show = 显示研究的编码本
verb-codebook-versions = 列出编码本冻结过的版本和现在的版本
verb-codings = 全部编码片段及其引文
verb-completions = 输出命令行补全脚本
verb-cooccur = 在一起出现的编码
verb-cooccur-more =
    只看同一位编码员的编码：两位编码员给同一段不同的编码，是分歧，不是共现。用 --rows 和 --cols
    输出两类编码的矩阵，这时单位是受访者，因为结构化访谈把两类内容分在不同的问题里问。
verb-crosstab = 编码 × 属性取值
verb-crosstab-more =
    受访者的属性取值适用于他自己说的话，与 --where 相同。coder、role、question 分别指编码员、
    说话人的角色、所回答的问题，除非有同名的属性。没有取值的放在最后。

    默认不检验：有意选取的样本没有可以推论的总体。用 --test 时以访谈为单位逐个编码检验：期望数
    小于 5 用费希尔精确检验，否则用卡方检验，并给出克莱默 V 和霍尔姆校正。
verb-demo = 建好示例研究并打开；不在终端里则输出编码频次
verb-done = 标明自己已编完这些访谈
verb-evidence = 用访谈填出原文的各表，或列出只有一方说到的
verb-evidence-more =
    编码本注明出自原文某张表的编码各占一行：其类别的第一个维度的每个取值下最好的一条引文，有谁
    提到，属于哪些组。用 --contrast 列出某个属性取值下提到的、其余取值下提到的、两方都提到的编码。
    否认的编码一概不算。
verb-export = 把研究写成文件，给别的程序或给读者
verb-export-more =
    写什么由文件的扩展名决定。.json 是整个研究，.qdpx 是 REFI-QDA 项目，.qdc 是其中的编码：
    这些是给别的程序或同事的数据，一字不少。.csv 是编码片段，.xlsx 和 .zip 是全部表格，各表用
    默认选项。.docx、.html 和 .md 是给读者的文档：编码本、表格、按编码排列的引文、带编码的转写稿，
    在 Word 里编码写作批注。

    给读者的文件不刊出不同意引用的访谈里的原话，也不刊出标为“不引用”“仅背景”的段落，见 mark。
verb-fangtan = 在终端里给专家访谈编码：导入、标注、统计
verb-freq = 编码频次表
verb-freq-more =
    知道是谁说的，就按人数计；只有一两位的格印作 <3。用 --by 在合计旁边列出各组的数：按属性，或按
    coder（编码员）、role（角色）、question（问题）、layer（层），除非有同名的属性。
verb-guide = 访谈提纲
verb-guide-check = 检查提纲文件有没有错
verb-guide-coverage = 提纲问题 × 访谈
verb-guide-import = 读入提纲文件
verb-guide-show = 显示提纲
verb-guide-tie = 按题号或文字相似，把访谈者的话轮对应到提纲的问题；也可手工对应一处
verb-help = 显示本帮助，或某个命令的帮助
verb-import = 把转写稿和研究文件读入研究
verb-keys = 全屏界面的按键
verb-kwic = 语境索引：一个词的每一处及其前后文
verb-kwic-more =
    字词用 search 的写法，只要其中有要找的字词：权责清单，re:正则表达式，han:字词，也可以带上编码
    和人：“code:P1.2 且 数据”。找到的每个词一行。访谈者的话和文件头不计。
verb-lexicon = 本研究自己的词：词典和停用词
verb-lexicon-add = 把词加进词典，使它们合为一词计数
verb-lexicon-add-more =
    一个词只在首尾都落在通用词典的词与词之间的地方合并，所以不会切开别的词；会切开别的词的地方逐一
    列出，用 --cut 则那里也合并。有哪些变化会列出来；--dry-run 只列出，不改。一步操作，可以撤销。
verb-lexicon-count = 被略去的词重新计入，虚词也可以
verb-lexicon-list = 列出本研究自己的词
verb-lexicon-remove = 从词典里去掉一些词
verb-lexicon-stop = 词频里略去一些词
verb-links = 编码本里的关联，与访谈所见并列
verb-links-more =
    编码员在两个片段之间连过线，或有人两个编码都提到，编码本里的关联就算得到支持；编码本里没有的，
    编码员连过线，或至少 --least 人都提到，才列出。用 --orphans 列出有人提到而没有得到支持的编码。
    否认的编码不算提到。
verb-list = 列出研究里有什么，每项一行
verb-log = 谁在什么时候做了什么
verb-man = 输出手册页
verb-mark = 注明编码片段的原话能否使用
verb-mark-more =
    它们照样计入一切数字，但任何表格和文档都不刊出，与之重叠的其他引文也不刊出。
verb-matrix = 框架矩阵：访谈 × 编码，每格一段概括
verb-matrix-more =
    一格是编码员对一份访谈在一个编码上的全部说法的概括，用 matrix set 写，每位编码员一段。还没有概括
    的格显示引文条数和其中最好的一条。只列有内容的编码。
verb-matrix-set = 写下自己对一份访谈在一个编码上的概括
verb-merge = 把这个研究其他副本里的内容并进来
verb-merge-after =
    副本指同一个研究的文件，不论怎样产生：复制的、邮件传来的、同步文件夹留下的冲突副本、工作副本。
    一切按标识辨认。各人的编码片段都保留；两边都改过的，以后改的为准，另一个作为冲突留着，
    由 list conflicts 列出，用 review resolve 处理。一边删掉而另一边没动的，就删掉。任何一个副本里
    已撤回的访谈，这里也撤回。一次合并是一步操作，可以撤销；其他文件保持原样。
verb-negative = 谁持相反的说法：编码的反例，与正面的说法并列
verb-negative-more =
    编码片段算作肯定，除非维度另有说明：不存在、反对、无效之类的取值表示否定，“有条件”表示视情况
    而定。既肯定又否定的人会注明。不写编码则看全部编码。
verb-new = 新建空的研究
verb-open = 在全屏界面里打开研究
verb-quotes = 按编码列出引文，注明访谈、说话人和位置
verb-quotes-more =
    不写编码则列全部编码的，写了则列这些编码及其下级的。几位编码员在同一处给了同一编码的算一条。
    访谈场次的同意书不许引用的，只计数，不列原话。
verb-redo = 重做撤销的步骤
verb-respondent = 受访者及其属性
verb-respondent-add = 添加受访者
verb-respondent-set = 设置受访者的属性；值为空即去掉
verb-review = 复核编码
verb-review-accept = 认可；建议从此计入统计
verb-review-amend = 用另一个编码或另外的起止位置代替某条编码片段；编码员自己的那条保留
verb-review-ask = 退回请编码员说明；其间照样计入
verb-review-decisions = 裁定的记录
verb-review-disagreements = 两位编码员的分歧：编码不同、起止不同、一方没有编
verb-review-keep = 按编码现在的定义也仍然认可
verb-review-list = 还没有定论的编码片段：已编码、建议、待说明，或 --status 指定的
verb-review-precedents = 以前怎样裁定这两个编码之间的分歧
verb-review-reject = 驳回，不再计入
verb-review-resolve = 处理合并留下的冲突：以哪一方为准
verb-review-settle = 裁定两位编码员编法不同的一段；两条编码片段都保留
verb-saturation = 各访谈的新编码，以及还会不会有新的
verb-saturation-more =
    Guest 法（2020）：前几份访谈的编码为基数；其后连看的几份里，新编码占基数的比例不超过阈值，
    即为饱和。
verb-search = 按文字、编码和人查找段落
verb-search-more =
    字词按字面查找，不分大小写和全角半角：权责清单。条件：who:E17，code:C2.3（含其下级），
    group:社区（某个属性的值），memo:字词，re:正则表达式。条件之间：且、或、非、内、附近
    （100 字之内）、附近/50、附近/2句，也可写 and、or、not、within、near；可用括号。
    要照原样查找的，放在引号里。

    “甲 且 乙”：同一句里的字词；带这个编码的片段里或这样的话轮里的字词；两个编码片段的
    共同部分。“甲 附近 乙”“甲 内 乙”：其中的甲。单独的“非 甲”：没有甲的话轮。
    下面的筛选进一步缩小范围；关于编码片段的几项（--code、--status 等）说明段落须碰到
    哪些编码片段，也说明 code: 指哪些。
verb-speaker = 改正导入时对说话人的推测
verb-text = 逐字输出访谈的正文
verb-uncode = 去掉编码片段
verb-undo = 撤销当前编码员的最后几步
verb-withdraw = 受访者收回同意时，彻底去掉一份访谈
verb-withdraw-after =
    正文、编码片段、备忘录、没有参加别的访谈的人、原始文件的内容，以及操作记录里的一切痕迹都会
    去掉；只留下标识，使导入、撤销、合并和恢复的备份知道它不能再回来。已经发给别人的副本，以及
    磁盘上旧数据块的残留，程序管不到。
verb-words = 词频，以及哪个组说得比别的组多
verb-words-more =
    中文用词典和本研究的词（lexicon）切分。访谈者的话、虚词和本研究的停用词不计。用 --by 则按对数
    似然值（Dunning 1993，取 Rayson 和 Garside 2000 的形式）比较各组，并以此排序。关于编码片段的
    筛选（--code、--status 等）只留下落在这些片段里的词。

## 选项

option-agreement-categories = 表里可能用到的值；不写则是用到过的
option-agreement-coders = 哪几位编码员；不写则是编完过访谈的所有人
option-agreement-include-interviewer = 访谈者的话轮也算
option-agreement-least = 单位里至少要标注多大的比例，0 到 1；不写则有一个字就算
option-agreement-measure = 只算这些指标，或 all（全部）；不写则是 krippendorff_alpha，另加 percent 和 p_pos
option-agreement-no-intervals = 不算区间
option-agreement-overlap = 两段重叠到多大比例才算同一段，用于 segment_match
option-agreement-positive = 表里表示“是”的值；不写则是两个值中的后一个
option-agreement-ratings = 改为比较一张普通的表：第一行是编码员，以下每行一个单位
option-agreement-rounds = 每轮编码一行：同一个冻结版编码本下编的访谈为一轮
option-agreement-settled = 比较裁定之后的编码；那已不是各自独立的结果
option-agreement-unit = 比较的单位
option-agreement-unit-character = 每个字符
option-agreement-unit-interview = 整份访谈
option-agreement-unit-paragraph = 话轮里的一行
option-agreement-unit-sentence = 话轮里的一句
option-agreement-unit-turn = 一个话轮里说的全部
option-any-code = 只看这个编码及其下级
option-any-coder = 由谁来做；否则依次取 $FANGTAN_CODER、配置文件、登录名
option-any-codes = 编码，写编号、名称、别名或路径
option-any-csv-raw = 表格软件会当作公式的 csv 单元格也照原样写
option-any-dry-run = 只显示会有什么变化
option-any-facet = 只看带这个维度取值的编码片段
option-any-force = 覆盖已经存在的文件
option-any-format = 结果的格式：在终端里是 table，在管道里是 tsv
option-any-format-csv = 逗号分隔的值
option-any-format-docx = Word 三线表；须用 -o
option-any-format-html = HTML 网页
option-any-format-json = JSON
option-any-format-latex = LaTeX 表格
option-any-format-md = Markdown 表格
option-any-format-png = 按像素画的图；须用 -o，机器上要有字体
option-any-format-svg = 图；须用 -o
option-any-format-table = 便于阅读的分栏
option-any-format-tsv = 制表符分隔的值
option-any-format-xlsx = 工作簿；须用 -o
option-any-help = 显示帮助
option-any-interview = 只看这份访谈
option-any-kind = 只看这一类别的编码
option-any-lang = 标题和消息用的语言
option-any-lang-en = 英文
option-any-lang-zh = 中文
option-any-layer = 只看这一层：final（最终的一层）、A、B，或某位编码员
option-any-level = 归并到编码树的第几层，1 是最上层
option-any-no-color = 不用颜色，与设置 NO_COLOR 相同
option-any-no-mouse = 把鼠标留给终端
option-any-only-coder = 只看这位编码员的编码片段
option-any-output = 把结果写入文件，要么完整写成，要么不写；后缀决定格式
option-any-question = 只看对这个问题的回答
option-any-quiet = 只说结果和错误
option-any-reason = 理由
option-any-respondent = 只看这位受访者的话
option-any-show-small = 只有一两位受访者的格照实印出，不写成 <3
option-any-speaker = 只看这个说话人的话
option-any-status = 只看这个状态；否则除“建议”和“已驳回”以外都看
option-any-steps = 几步
option-any-study = 研究文件
option-any-subcommand = 要看哪个命令的帮助
option-any-theme = dark（深色）、light（浅色）、16（终端自己的颜色）、plain（不用颜色），或 auto（询问终端）
option-any-verbose = 多说一些
option-any-version = 显示版本
option-any-wheres = 访谈、场次或受访者的属性；写几次须全都符合；值里用逗号分开的，符合一个即可
option-any-wider = 用编码本中所归的上一级取值
option-any-words = 词
option-assign-blind = 在他编完之前，不给他看别人在这些访谈上做的
option-assign-interviews = 访谈，写名称或标识
option-assign-not-blind = 全部给他看；不写这一项，原来盲编的仍是盲编
option-assign-out = 为他写出一份工作副本，包含由他编码的全部访谈；编完后合并回来
option-assign-take-back = 收回这些访谈
option-assign-to = 由谁来编
option-autocode-accept = 直接算作已编码，不作为建议
option-autocode-dry-run = 只显示命中
option-autocode-find = 要查找的字词，按字面，不分大小写和全角半角
option-autocode-question = 只在对提纲这一问题的回答里；不写 --find 则给回答本身编码，受访者的每个话轮一处
option-autocode-regex = 把要查找的当作正则表达式，照原样
option-autocode-speaker = 只在这个说话人的话轮里查找；否则所有人的都查，访谈者的也在内
option-autocode-unit = 命中处扩大到什么：不写即不扩大；不查找文字时扩大到话轮
option-autocode-unit-match = 不扩展，只取命中的文字
option-autocode-unit-paragraph = 转写稿的一行
option-autocode-unit-sentence = 整句
option-autocode-unit-turn = 整个话轮
option-code-end = 最后一个字符之后的位置
option-code-facet = 每个编码片段的维度取值
option-code-interview = 访谈，写名称或标识
option-code-memo = 每个编码片段的备忘录
option-code-start = 第一个字符的位置，从 0 数起
option-codebook-check-file = .toml、.csv、.md 或 .qdc 文件，或程序自带编码本的名称
option-codebook-diff-from = 冻结版本的名称或号数；不写则是最后冻结的
option-codebook-diff-to = 冻结版本的名称或号数；不写则是编码本现在的样子
option-codebook-export-file = 要写的文件
option-codebook-freeze-name = 名称；不写则用号数
option-codebook-import-file = .toml、.csv、.md 或 .qdc 文件，或程序自带编码本的名称
option-completions-shell = 哪种 shell
option-cooccur-by = 按这个属性的每个取值各列一个矩阵
option-cooccur-cols = 各列编码的类别
option-cooccur-near = 两个片段之间至多隔这么多字
option-cooccur-picture = svg 和 png 画什么；不写则是矩阵，有行列两类时是从行到列的流向图
option-cooccur-picture-flow = 从各行编码到各列编码的带状图
option-cooccur-picture-matrix = 深浅表示大小的表
option-cooccur-picture-network = 编码排成一圈，用线相连
option-cooccur-rows = 各行编码的类别
option-cooccur-unit = 在什么范围内算在一起；不写则是重叠，矩阵则是同一位受访者
option-cooccur-unit-answer = 对一个问题的回答
option-cooccur-unit-interview = 一份访谈
option-cooccur-unit-overlap = 共有至少一个字的片段
option-cooccur-unit-respondent = 一位受访者说的话
option-cooccur-unit-turn = 一个话轮
option-cooccur-unite-coders = 不同编码员的编码也算在一起
option-crosstab-by = 访谈、场次或受访者的属性；或 coder、role、question
option-crosstab-count = 格中计什么；不写则是受访者，没有受访者时是访谈
option-crosstab-count-codings = 编码数
option-crosstab-count-interviews = 有该编码的访谈
option-crosstab-count-respondents = 说到该编码的受访者
option-crosstab-cross = 第二个属性：两个属性的每一对取值一列
option-crosstab-shares = 计数旁边的百分比：占本行、占本组、占全部
option-crosstab-shares-column = 占本组
option-crosstab-shares-none = 不给
option-crosstab-shares-row = 占该编码的一行
option-crosstab-shares-total = 占全部
option-crosstab-test = 逐个编码检验各组有没有差别
option-demo-dir = 放研究的文件夹；不写则是 $XDG_DATA_HOME/fangtan
option-demo-fresh = 新建一份，原来的留在旁边
option-done-interviews = 访谈，写名称或标识
option-done-take-back = 收回“已编完”的标记
option-evidence-columns = 哪个维度的取值作为各列；不写则是编码所属类别的第一个维度
option-evidence-contrast = 把这个取值（或上一级取值）与同一属性的其余取值对照
option-evidence-group = 按哪些属性说明是些什么人；不写则是编码本所列的属性
option-evidence-table = 只看原文的这张表
option-export-file = 要写的文件，扩展名用 .json、.qdpx、.qdc、.csv、.xlsx、.zip、.docx、.html 或 .md
option-export-what = 文档里写什么；不指定则全写
option-export-what-codebook = 编码本：定义、用法、例子和计数
option-export-what-quotes = 按编码排列的引文
option-export-what-tables = 全部表格
option-export-what-transcripts = 带编码的转写稿
option-freq-by = 在合计旁边列出各组：属性，或 coder、role、question、layer
option-freq-spoken = 另计说话人，以及占所说的话的比例，访谈者的话不算
option-guide-check-file = 提纲，.toml 文件
option-guide-import-file = 提纲，.toml 文件
option-guide-tie-dry-run = 只显示会怎样对应、为什么
option-guide-tie-how = 手工对应的话轮是怎样问的
option-guide-tie-how-added = 提纲里没有
option-guide-tie-how-asked = 照原文
option-guide-tie-how-none = 去掉对应
option-guide-tie-how-reworded = 换了说法
option-guide-tie-how-skipped = 没有问
option-guide-tie-words = 访谈，写名称或标识，不写即全部；手工对应时写一份访谈、第几个话轮（从 1 数起，没有问的问题写 0）、题号（提纲里没有的问题不写）
option-import-attr = 读入的每份访谈都有的属性
option-import-attribute-column = 问卷中作为属性的列；一列都不给时，短的答案作为属性
option-import-attributes = 属性的 csv 表：第一列是访谈的名称或文件
option-import-dry-run = 只说会导入什么
option-import-encoding = 纯文本文件的字符编码
option-import-files = 转写稿、表格、REFI-QDA 项目、JSON 研究文件、文件夹
option-import-interviewer = 提问者的标签
option-import-keep-going = 有文件不能读时，其余的照样导入
option-import-name-column = 问卷中写受访者名称的列
option-import-rename = 给说话人换一个标签；换成同一个标签的合并为一人
option-import-respondent = 说话人（按新标签）是哪位受访者；研究里没有的会加上
option-import-role = 说话人（按新标签）的角色：interviewer 或 respondent
option-import-speakers = 怎样找说话人：auto（自动）、none（不找），或正则表达式，其第一组是标签
option-import-survey = 表格是问卷：每行一份访谈，每个回答是所答问题下的一次话轮
option-keys-check = 说出哪些键不是每个终端都能收到，或互相遮盖；有这样的键时算失败
option-kwic-include-interviewer = 访谈者的话也算
option-kwic-pattern = 要查找的字词
option-kwic-sort = 按什么排序
option-kwic-sort-left = 词前的文字，由近及远
option-kwic-sort-right = 词后的文字
option-kwic-sort-text = 在研究里的先后
option-kwic-sort-word = 词本身
option-kwic-width = 前后各最多几个字
option-lexicon-add-cut = 会切开别的词的地方也合并
option-links-cols = 关联所指编码的类别
option-links-least = 编码本里没有的，至少这么多受访者都提到才列出
option-links-orphans = 改为列出没有得到支持的编码
option-links-relation = 关系
option-links-rows = 关联起点编码的类别；不写则是编码本关联的起点的类别
option-list-kind = 备忘录只列这一种
option-list-kind-coding = 编码
option-list-kind-content = 内容
option-list-kind-method = 方法
option-list-kind-question = 待问
option-list-kind-reflexivity = 反思
option-list-kind-theory = 理论
option-list-what = 列出什么
option-list-what-attributes = 属性及其取值
option-list-what-coders = 编码员
option-list-what-codes = 编码，按编码本的顺序
option-list-what-conflicts = 合并副本后待处理的冲突
option-list-what-coverage = 谁要编什么，谁编完了什么
option-list-what-interviews = 访谈，按研究的顺序
option-list-what-memos = 备忘录
option-list-what-respondents = 受访者
option-list-what-sessions = 访谈场次
option-list-what-speakers = 各份访谈的说话人
option-list-what-turns = 各份访谈的话轮
option-mark-codings = 编码片段的 id
option-mark-use-as = 原话能怎样使用
option-mark-use-as-background = 仅作背景：计数，不引用
option-mark-use-as-free = 不限，除非同意书另有规定
option-mark-use-as-not-quoted = 不引用：只计数
option-matrix-empty = 没有概括的格显示什么
option-matrix-empty-count = 引文条数
option-matrix-empty-nothing = 不显示
option-matrix-empty-quotation = 引文条数和最好的一条
option-matrix-level = 归并到编码树的第几层，1 是最上层
option-matrix-rows = 一行是什么
option-matrix-rows-interview = 一份访谈
option-matrix-rows-respondent = 一位受访者，连同其参加的全部访谈
option-matrix-set-code = 编码，写编号、名称、别名或路径
option-matrix-set-interview = 访谈，写名称或标识
option-matrix-set-text = 概括；空的即去掉
option-merge-dry-run = 只说明会带来什么
option-merge-others = 它的其他副本
option-merge-study = 并入内容的研究文件
option-negative-affirming = 每个编码最多列几条肯定的引文，好的在前
option-negative-denial = 表示否定的维度取值；不写则按取值的字面判断
option-new-codebook = 编码本文件，或程序自带编码本的名称
option-new-study = 要新建的研究文件
option-new-title = 标题；不写则用文件名
option-open-interview = 打开这份访谈，写名称或标识
option-open-read-only = 什么也不改
option-quotes-best = 每个编码最多几条，好的在前：先是标星的，再是给这个编码的人多的，再是长短合适的，尽量引不同的人
option-quotes-starred = 只列编码员标星（值得引用）的
option-respondent-add-attributes = 属性
option-respondent-add-label = 代号
option-respondent-set-attributes = 属性
option-respondent-set-label = 代号
option-review-accept-codings = 编码片段的标识
option-review-amend-code = 应有的编码
option-review-amend-coding = 编码片段的标识
option-review-amend-end = 最后一个字符之后的位置
option-review-amend-start = 第一个字符的位置，从 0 数起
option-review-ask-codings = 编码片段的标识
option-review-disagreements-coders = 哪两位编码员；不写则是各份访谈自己的两位
option-review-disagreements-open = 只看还没有裁定的
option-review-keep-codings = 编码片段的标识
option-review-list-outdated = 按编码的旧定义编的
option-review-precedents-code = 有分歧的一个编码
option-review-precedents-other = 另一个编码；不写则是另一方没有编的
option-review-reject-codings = 编码片段的标识
option-review-resolve-conflicts = 冲突的标识
option-review-resolve-take = 以哪一方为准
option-review-resolve-take-kept = 现状
option-review-resolve-take-other = 另一方
option-review-settle-code = 留下的编码，与 --take other 同用
option-review-settle-codings = 两位编码员的编码片段的标识；另一方没有编的只写一个
option-review-settle-end = 最后一个字符之后的位置
option-review-settle-start = 第一个字符的位置，从 0 数起
option-review-settle-take = 留下什么
option-review-settle-take-a = 先写的那条；只写一条时，它成立
option-review-settle-take-b = 后写的那条；只写一条时，都不成立
option-review-settle-take-both = 两条都留下
option-review-settle-take-neither = 都不留
option-review-settle-take-other = 另一个编码（--code），在先写那条的段落上，或在 --start 到 --end
option-saturation-base = 以前几份访谈的编码为基数
option-saturation-codes = 看哪些编码
option-saturation-codes-all = 全部
option-saturation-codes-emergent = 编码过程中新建的
option-saturation-first = 先排这几份访谈，按所写的顺序
option-saturation-hold-out = 预留几份访谈，看其中还有没有新编码
option-saturation-order = 访谈的顺序
option-saturation-order-date = 按日期
option-saturation-order-import = 按导入先后
option-saturation-order-study = 研究的顺序：导入文件所定的，否则按日期
option-saturation-orders = 画出范围所用的随机顺序次数；0 为不要
option-saturation-run = 连看几份访谈
option-saturation-seed = 随机顺序的种子
option-saturation-threshold = 连看中新编码至多占基数的百分之几
option-search-query = 要查找什么
option-speaker-interview = 访谈，写名称或标识
option-speaker-label = 说话人的标签
option-speaker-rename = 新的标签
option-speaker-respondent = 说话人背后的受访者的代号
option-speaker-role = interviewer（访谈者）或 respondent（受访者）
option-text-interview = 访谈，写名称或标识
option-uncode-codings = 编码片段的标识
option-withdraw-for-good = 确认：这不能撤销
option-withdraw-interview = 访谈，写名称或标识
option-withdraw-remove-backups = 含有它的备份也一并删除
option-words-all = 虚词和停用词也算
option-words-by = 比较访谈、场次或受访者的这个属性的各个取值
option-words-include-interviewer = 访谈者的话也算
option-words-least = 只列至少说过几次的词
option-words-top = 最多列几个词，0 为全部

## 代表一个值的词

value--name--value = [名称=]值
value-a-b = 甲,乙
value-a-b-- = 甲,乙,…
value-attribute = 属性
value-auto-none-regex = auto、none 或正则表达式
value-chars = 字数
value-code = 编码
value-codes = 编码
value-coding = 标识
value-coding-id = 标识
value-column = 列名
value-conflict-id = 冲突标识
value-copy = 副本
value-count = 个数
value-dir = 文件夹
value-end = 止
value-facet = 维度
value-file = 文件
value-file-csv = 文件.csv
value-file-name = 文件或名称
value-final-a-b-name = final、A、B 或名字
value-format = 格式
value-from = 旧版
value-how = 问法
value-interview = 访谈
value-interview-- = 访谈,…
value-kind = 类别
value-label = 标签
value-label-new = 标签=新标签
value-label-respondent = 标签=受访者
value-label-role = 标签=角色
value-lang = 语言
value-measure = 指标
value-memo = 文字
value-n = 层
value-name = 名称
value-name-value = 名称=值
value-new = 新标签
value-number = 题号
value-of = 对象
value-order = 顺序
value-other = 编码
value-part-- = 部分,…
value-pattern = 字词
value-percent = 百分比
value-picture = 画法
value-query = 条件
value-relation = 关系
value-role = 角色
value-rows = 行
value-seed = 种子
value-share = 比例
value-shell = Shell 名
value-start = 起
value-status = 状态
value-steps = 步数
value-study = 研究
value-table = 表号
value-take = 什么
value-text = 文字
value-title = 标题
value-to = 新版
value-unit = 单位
value-use = 用途
value-value = 值
value-what = 什么
value-word = 词
value-workcopy = 工作副本
