"""Words of steering for the common lexicon, so that slips of them are mended too."""

from __future__ import annotations

from photoplay.agent.language.lexicon_briefs import words

CONCEPTS = {
    "undo": words("undo, revert, rollback"),
    "redo": words("redo, reapply"),
    "export": words("export, download, render, exporting"),
    "credits": words(
        "credits, credit, balance, quota, points left, how many points, my points", "积分 余额 额度 点数"
    ),
    "status": words("status, progress", "进度 状态"),
    "restart": words("restart, reset, from scratch"),
    "quality": words("quality, lossless", "画质 清晰度"),
}
