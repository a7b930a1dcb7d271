"""What an assistant is told that calls tools wrongly."""

from __future__ import annotations

from photoplay.client.tool_words import refusal, wrong_names, wrong_values

SCHEMA = {
    "properties": {"project": {"description": "Id of the project."}, "files": {"description": "Paths, in order."}},
    "required": ["project", "files"],
}  # fmt: skip


def test_names_of_arguments() -> None:
    assert wrong_names("upload", SCHEMA, {"project": "1", "files": []}) == ""
    told = wrong_names("upload", SCHEMA, {"project": "1", "file": []})
    assert told == (
        "upload has no argument “file”. Is “files” meant? Its arguments are: project, files. "
        "upload needs “files”: Paths, in order."
    )
    assert "It has none" in wrong_names("get_credits", {"properties": {}}, {"a": 1, "b": 2})


def test_values_of_arguments() -> None:
    errors = [
        {"loc": ("at", 1), "msg": "Input should be a valid number"},
        {"loc": ("width",), "msg": "Input should be less than or equal to 1920"},
    ]
    told = wrong_values("see", errors)
    assert (
        told == "see: “at”, number 2 should be a valid number; “width” should be less than or equal to 1920."
    )


def test_refusals_name_tools_in_the_place_of_endpoints() -> None:
    assert "list_exports" in refusal("There is no such render. Start one with POST /api/render/proxy/lambda.")
    assert refusal("Something else.") == "Something else."
