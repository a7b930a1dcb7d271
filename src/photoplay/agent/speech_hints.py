"""What to say for what: answers to "how do I …?" and to what is no wish, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "how_undo": "Say “undo” to take the last change back, “undo 3 steps” for more, and “redo” to bring it back.",
    "how_export": "Say “export it”, or name the place: “export for TikTok”. You get a link to the file.",
    "how_rotate": "Photos can be turned, mirrored and cropped: say “rotate photo 2 to the left”, “mirror photo 3” or "
    "“fill the screen with photo 1”.",
    "how_remove": "Say which: “remove photo 3”, “remove the title” or “no music”.",
    "how_order": "Say where: “move photo 4 to the front”, “swap photos 1 and 2” or “reverse the order”.",
    "how_logo": "Send the logo as a file and say “logo at the top right”.",
    "how_text": "Say the words: “title ‘Summer’”, “write ‘Day 1’ on photo 2”; then “make the title red” or “bigger”.",
    "how_music": "Say what you like: “add calm music”, “use my song”, “music quieter”, “no music”.",
    "how_shape": "Say the shape: “make it vertical”, “square”, “16:9”.",
    "how_transition": "Say which: “crossfades between all photos”, “a wipe before photo 3”, “hard cuts”.",
    "how_look": "Say how: “make photo 2 brighter”, “all black and white”, “title in red”, “more cinematic”.",
    "how_motion": "Say how: “zoom in on photo 1”, “pan photo 2 to the left”, “hold the photos still”.",
    "how_length": "Say how long: “photo 2 for 5 seconds”, “make the video 30 seconds”, “everything a bit faster”.",
    "how_video": "Send photos and say what you would like, for example “make a 20-second slideshow with calm music”.",
    "how_captions": "Say the words: “captions: Oslo, Bergen, Tromsø”.",
    "hypothesis": "Nothing was changed. Say it as a wish and I do it; “undo” takes it back.",
    "ask_why": "It comes from the style that was chosen, or from what was said before. Say how it should be, and "
    "I change it.",
    "liked": "I'm glad you like it. Nothing was changed.",
    "noted": "All right. Nothing was changed.",
    "other_language": "I understand English and Chinese; please say it in one of them. For other languages, whoever "
    "runs this server can set a language model.",
    "ask_undo": "Your last message changed nothing. Shall I take back the change before it?",
    "ask_take_back": "I'm sorry. Shall I take the last change back?",
    "ask_shall_i": "Nothing was changed. Shall I do that?",
    "ask_each_or_all": "Shall each photo be shown that long? Say yes, or say how long the whole video shall be.",
}

ZH: Mapping[str, str] = {
    "how_undo": "说“撤销”取消上一步，“撤销三步”取消更多，“重做”可以恢复。",
    "how_export": "说“导出”，或者说平台，比如“导出到抖音”，会得到文件链接。",
    "how_rotate": "照片可以旋转、翻转和裁剪：比如“把第二张向左旋转”、“第三张镜像”、“第一张铺满画面”。",
    "how_remove": "说去掉哪个：“删掉第三张”、“去掉标题”、“不要音乐”。",
    "how_order": "说放到哪里：“第四张放到最前面”、“第一张和第二张对调”、“倒过来排”。",
    "how_logo": "先上传标志文件，再说“标志放右上角”。",
    "how_text": "说写什么：“标题写‘夏天’”、“第二张写上‘第一天’”；之后可以说“标题改成红色”、“字大一点”。",
    "how_music": "说想要什么：“加平静的音乐”、“用我上传的歌”、“音乐小声一点”、“不要音乐”。",
    "how_shape": "说形状：“改成竖屏”、“方形”、“16:9”。",
    "how_transition": "说哪种：“全部用淡入淡出”、“第三张前面用擦除”、“不要转场”。",
    "how_look": "说怎么调：“第二张亮一点”、“全部黑白”、“标题改成红色”、“更有电影感”。",
    "how_motion": "说怎么动：“第一张慢慢推近”、“第二张向左平移”、“照片不要动”。",
    "how_length": "说多长：“第二张放 5 秒”、“视频改成 30 秒”、“整体快一点”。",
    "how_video": "上传照片，再说想要什么，比如“做一个 20 秒的幻灯片，配平静的音乐”。",
    "how_captions": "说每张写什么：“字幕：春、夏、秋、冬”。",
    "hypothesis": "我没有做任何更改。想改就直接说，改了也可以说“撤销”。",
    "ask_why": "这来自所选的风格，或之前说过的话。想要什么样子，告诉我就改。",
    "liked": "你喜欢就好。没有任何更改。",
    "noted": "好的。没有任何更改。",
    "other_language": "我能听懂中文和英文，请用其中一种来说。其他语言需要服务的管理者设置语言模型。",
    "ask_undo": "上一句话没有带来更改。要撤销再之前的那次更改吗？",
    "ask_take_back": "抱歉。要撤销上一次更改吗？",
    "ask_shall_i": "我没有做任何更改。要这样改吗？",
    "ask_each_or_all": "是每张照片都显示这么久吗？是就说“好”，或者说整个视频要多长。",
}

ZH_TW: Mapping[str, str] = {
    "how_undo": "說「撤銷」取消上一步，「撤銷三步」取消更多，「重做」可以恢復。",
    "how_export": "說「導出」，或者說平台，比如「導出到抖音」，會得到檔案連結。",
    "how_rotate": "照片可以旋轉、翻轉和裁剪：比如「把第二張向左旋轉」、「第三張鏡像」、「第一張鋪滿畫面」。",
    "how_remove": "說去掉哪個：「刪掉第三張」、「去掉標題」、「不要音樂」。",
    "how_order": "說放到哪裡：「第四張放到最前面」、「第一張和第二張對調」、「倒過來排」。",
    "how_logo": "先上傳標誌檔案，再說「標誌放右上角」。",
    "how_text": "說寫什麼：「標題寫『夏天』」、「第二張寫上『第一天』」；之後可以說「標題改成紅色」、「字大一點」。",
    "how_music": "說想要什麼：「加平靜的音樂」、「用我上傳的歌」、「音樂小聲一點」、「不要音樂」。",
    "how_shape": "說形狀：「改成直式」、「方形」、「16:9」。",
    "how_transition": "說哪種：「全部用淡入淡出」、「第三張前面用擦除」、「不要轉場」。",
    "how_look": "說怎麼調：「第二張亮一點」、「全部黑白」、「標題改成紅色」、「更有電影感」。",
    "how_motion": "說怎麼動：「第一張慢慢推近」、「第二張向左平移」、「照片不要動」。",
    "how_length": "說多久：「第二張放 5 秒」、「影片改成 30 秒」、「整體快一點」。",
    "how_video": "上傳照片，再說想要什麼，比如「做一個 20 秒的幻燈片，配平靜的音樂」。",
    "how_captions": "說每張寫什麼：「字幕：春、夏、秋、冬」。",
    "hypothesis": "我沒有做任何更改。想改就直接說，改了也可以說「撤銷」。",
    "ask_why": "這來自所選的風格，或之前說過的話。想要什麼樣子，告訴我就改。",
    "liked": "你喜歡就好。沒有任何更改。",
    "noted": "好的。沒有任何更改。",
    "other_language": "我能聽懂中文和英文，請用其中一種來說。其他語言需要服務的管理者設定語言模型。",
    "ask_undo": "上一句話沒有帶來更改。要撤銷再之前的那次更改嗎？",
    "ask_take_back": "抱歉。要撤銷上一次更改嗎？",
    "ask_shall_i": "我沒有做任何更改。要這樣改嗎？",
    "ask_each_or_all": "是每張照片都顯示這麼久嗎？是就說「好」，或者說整部影片要多長。",
}
