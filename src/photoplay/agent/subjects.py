"""What photos show, in English and Chinese: "把狗狗那张放前面" means dog.jpg, "the puppy" does too.

One row for each subject: words that people use for it and that files are called. Common things only; what
is not here is found by its own name.
"""

from __future__ import annotations

from collections.abc import Mapping

_ROWS = """
beach seaside shore 海边 海滩 沙滩
sea ocean 大海 海洋 海
city town downtown 城市 市区
dog puppy doggo pup 狗 狗狗 小狗 汪星人
cat kitten kitty 猫 猫咪 小猫 喵星人
bird 鸟 小鸟
horse 马
fish 鱼
rabbit bunny 兔子 小兔
cake 蛋糕
candle candles 蜡烛
balloon balloons 气球
party 派对 聚会
birthday bday 生日
wedding 婚礼
bride 新娘
groom 新郎
ring rings 戒指 对戒
kiss 接吻 亲吻
dance dancing 跳舞 舞蹈
baby newborn 宝宝 婴儿
child kid kids children 孩子 小孩 小朋友
boy son 男孩 儿子
girl daughter 女孩 女儿
mom mum mommy mother 妈妈 母亲 老妈
dad daddy father papa 爸爸 父亲 老爸
parents 父母 爸妈
grandma granny gran nana grandmother 奶奶 外婆 姥姥 阿嬷
grandpa granddad grandfather 爷爷 外公 姥爷
wife 老婆 妻子
husband 老公 丈夫
brother 哥哥 弟弟 兄弟
sister 姐姐 妹妹 姐妹
uncle 叔叔 舅舅
aunt auntie 阿姨 姑姑
cousin cousins 表哥 表妹 表弟 表姐
friend friends 朋友 闺蜜
family 全家福 家庭 一家人
couple 情侣 夫妻
group 合影 合照
portrait 人像 肖像
selfie 自拍
face 脸
teacher 老师
classmate classmates 同学
graduation 毕业
school 学校
office 办公室
team 团队
house home 房子 家
door entrance gate 门口 大门
living livingroom lounge 客厅
kitchen 厨房
bedroom 卧室 房间
bathroom bath 浴室 卫生间 洗手间
balcony 阳台
garden yard backyard 花园 院子
pool 泳池 游泳池
roof rooftop 屋顶 天台
stairs 楼梯
window 窗户 窗
mountain mountains hill 山 大山 高山
lake 湖 湖边
river 河 河边
waterfall 瀑布
forest woods 森林 树林
tree trees 树 大树
flower flowers 花 鲜花
grass meadow 草地 草原
desert 沙漠
snow 雪 雪景
rain 雨
sky 天空
cloud clouds 云
sun 太阳
sunset dusk 日落 夕阳 晚霞
sunrise dawn 日出 朝霞
moon 月亮
stars 星空 星星
night 夜景 夜晚
street road 街道 马路 街
bridge 桥 大桥
tower 塔
temple 寺庙 神社
church 教堂
castle 城堡
museum 博物馆
market 市场 集市 夜市
shop store 店 商店 门店
cafe coffee 咖啡 咖啡馆 咖啡店
restaurant 餐厅 饭店
bar 酒吧
hotel 酒店 宾馆
airport 机场
station 车站
train 火车
plane airplane flight 飞机
car 车 汽车
bike bicycle 自行车
boat ship 船 渔船
harbor harbour pier dock 码头 港口
lighthouse 灯塔
park 公园
zoo 动物园
camp tent camping 帐篷 露营
fire campfire bonfire 火 篝火
food meal dish 美食 菜 饭
breakfast 早餐 早饭
lunch 午餐 午饭
dinner 晚餐 晚饭
noodles ramen 面 拉面 面条
rice 米饭
soup 汤
bread 面包
fruit 水果
tea 茶
wine 红酒 葡萄酒
beer 啤酒
dress skirt 裙子
shoe shoes sneaker sneakers 鞋 鞋子
bag handbag tote 包 包包
hat cap 帽子
shirt tshirt 衬衫 上衣
watch 手表
phone 手机
bottle 瓶子 水瓶
cup mug 杯子 茶杯 马克杯
box package packaging 盒子 包装
product 产品 商品
logo 标志 商标 店标
detail details 细节 局部
front 正面
back 背面
side 侧面
top 顶部 上面
cover 封面
before 之前 改造前 装修前
after 之后 改造后 装修后
ball football soccer 球 足球
basketball 篮球
game 游戏 比赛
concert show stage 演唱会 演出 舞台
guitar 吉他
piano 钢琴
map 地图
ticket 门票 票
gift present 礼物
christmas xmas 圣诞 圣诞节
fireworks 烟花 烟火
summer 夏天 夏日
winter 冬天
spring 春天
autumn fall 秋天
work 工作
screenshot 截图 截屏
"""

#: Word, folded -> its subject's first word.
SUBJECTS: Mapping[str, str] = {
    word: row.split()[0] for row in _ROWS.strip().splitlines() for word in row.split()
}
