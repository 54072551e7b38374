"""Names and page furniture, made up, and clauses of a text for its headings and captions."""

SURNAMES = ('王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖'
            '贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤')
GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文国志海云飞宁宇浩轩梓涵欣怡佳琳雪松柏峰翔鹏安然'
PAPERS = ['东州日报', '河洛晨报', '新安晚报', '江城日报', '青山时报', '临川日报', '海陵晚报', '云溪时报', '平阳日报', '南浦晨报',
          '石门日报', '沧浪晚报', '北原日报', '清河时报', '长岭商报']
SECTIONS = ['要闻', '法治', '各地', '民生', '健康', '三农', '文化', '视点', '综合新闻', '北岸新闻', '县域新闻', '国际', '社会',
            '时评', '摄影报道', '经济', '教育', '区域', '科技', '体育', '专版', '副刊', '理论', '生态']
PICTURE_WORDS = ['安全生产月活动启动仪式', '丰收节开幕式', '便民服务中心', '志愿服务进社区', '开学第一课', '乡村振兴项目集中开工']
CREDITS = ['本报记者 %s 摄', '%s 摄', '（%s 摄）', '新华社发（%s摄）', '本报记者 %s 报道', '通讯员 %s 摄', '%s 供图', None]
BYLINES = ['□ 本报记者 %s', '本报记者%s', '□记者%s']


def name(rng):
    """A person's name."""
    return rng.choice(SURNAMES) + ''.join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


def date(rng):
    """A day, as newspapers write it."""
    return '%d年%d月%d日' % (rng.randint(1998, 2025), rng.randint(1, 12), rng.randint(1, 28))


def day(rng):
    """A day of the week."""
    return '星期' + rng.choice('一二三四五六日')


def editors(rng):
    """The line at a page's foot."""
    kind = rng.random()
    if kind < .3:
        return '责任编辑：%s  版式：%s  校对：%s' % (name(rng), name(rng), name(rng))
    if kind < .55:
        return '本版责编：%s　美编：%s' % (name(rng), name(rng))
    if kind < .75:
        return '责任编辑：%s　版式：%s' % (name(rng), name(rng))
    hotline = rng.randint(1_000_000, 9_900_000)
    return '新闻热线：%d | 编辑：%s | 校对：%s | 组版：%s' % (hotline, name(rng), name(rng), name(rng))


def notice(rng):
    """A notice of the house."""
    return rng.choice(['欢迎订阅本报', '扫一扫 关注我们', '投稿邮箱：rb%d@163.com' % rng.randint(10, 99),
                       '新闻热线：0%d-%d' % (rng.randint(310, 999), rng.randint(1_000_000, 9_000_000)),
                       '广告热线：%d' % rng.randint(1_000_000, 9_000_000), '本报地址：解放路%d号' % rng.randint(1, 200),
                       '下期看点请关注', '邮编：%d' % rng.randint(100_000, 850_000)])


def clauses(text):
    """A text's clauses, each with the mark that ends it."""
    found, run = [], ''
    for c in text:
        run += c
        if c in '，。；！？':
            found.append(run)
            run = ''
    return found


def clause(rng, blocks, shortest, longest):
    """One or more clauses of an article's text, of that many characters; None where it has none."""
    texts = [text for role, text in blocks if role == 'body']
    rng.shuffle(texts)
    for text in texts:
        parts = clauses(text)
        for _ in range(6):
            if not parts:
                break
            i = rng.randrange(len(parts))
            found = parts[i]
            while len(found) < shortest and i + 1 < len(parts):
                i += 1
                found += parts[i]
            found = found.rstrip('，；。')
            if shortest <= len(found) <= longest:
                return found
    return None
