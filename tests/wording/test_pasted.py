# ruff: noqa: E501
"""What is pasted becomes plain text with the same meaning, or is refused with what is wrong."""

import re
import unicodedata
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.wording.pasted import PastedError, PastedProblem, as_plain

# As the programs write it, cut down to what matters.
WORD = """
<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta charset="utf-8"><style><!-- /* Font Definitions */
@font-face {font-family:"Cambria Math";} p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt;}
--></style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=DA style='tab-interval:65.2pt'><!--StartFragment-->
<p class=MsoNormal><b>Kære Anna</b><o:p></o:p></p>
<p class=MsoNormal>Vi har l&aelig;st din s\u00adag og&nbsp;ser p&aring;,<br>hvad du har brug for.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Hjælp i hjemmet<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>2.<span>&nbsp; </span></span><!--[endif]-->Et hjælpemiddel<o:p></o:p></p>
<p class=MsoNormal>Ring p&aring; 12&nbsp;34&nbsp;56&nbsp;78.<o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>
"""
DOCS = """
<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38;background-color:transparent;"><span style="font-size:11pt;color:#000000;
text-decoration:none;vertical-align:baseline;white-space:pre-wrap;">Du skal sende:</span></p>
<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal;" aria-level="1"><p dir="ltr"
role="presentation"><span style="background-color:transparent">Dit pas</span></p></li>
<li dir="ltr" style="list-style-type:decimal;" aria-level="1"><p dir="ltr" role="presentation">
<span>Et foto</span></p></li></ol><br /><p dir="ltr"><span>Tak.</span></p></b>
"""
LIBRE = """
<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><title></title>
<style type="text/css">@page { size: 21cm 29.7cm } p { margin-bottom: 0.25cm }</style></head>
<body lang="da-DK" link="#000080"><p style="margin-bottom: 0cm">F&oslash;rste afsnit.</p>
<p style="margin-bottom: 0cm"><br/>
</p>
<p>Andet <i>afsnit</i> med CO<sub>2</sub> og 10 m<sup>2</sup>.</p>
<ul><li/>
<p>En</p><li/>
<p>To</p></ul></body></html>
"""
OUTLOOK = """
<div class="WordSection1"><p class="MsoNormal"><span lang="EN-US" style="color:#1F497D">Læs mere på
<a href="https://www.borger.dk/handicap">borger.dk</a> eller skriv til
<a href="mailto:post@eksempel.invalid">post@eksempel.invalid</a>.</span></p></div>
"""

GOOD = {
    "plain text": ("Hej.\n\nDet er mig.\n- et\n- to", "Hej.\n\nDet er mig.\n- et\n- to"),
    "Windows' line ends": ("Hej.\r\n\r\nVi ses.\r\n", "Hej.\n\nVi ses."),
    "many empty lines": ("a\n\n\n\n\nb", "a\n\nb"),
    "Word's bullets": ("•\tet\n•\tto\no\ttre\n§\t4", "- et\n- to\n- tre\n§ 4"),
    "Wingdings' bullets": ("\uf0b7 et\n\uf0a7\tto", "- et\n- to"),
    "dashes as bullets": ("– et\n—\tto", "- et\n- to"),
    "Word's numbers": ("1.\tet\n2)\tto", "1. et\n2) to"),
    "a nested list": ("- et\n  - under\n- to", "- et\n  - under\n- to"),
    "signs nobody sees": ("sags\u00adbehandler\u200b \ufeffog\u2060 mere", "sagsbehandler og mere"),
    "spaces of all kinds": ("kl.\u00a09.30\u202fi\u2009dag", "kl. 9.30 i dag"),
    "a hyphen that does not break": ("børne\u2011 og unge", "børne- og unge"),
    "Windows' signs as Latin-1": ("\x93det\x94 \x96 ja\x85", "“det” – ja…"),
    "Word's line break": ("a\x0bb\x0cc\u2028d", "a\nb\n\nc\nd"),
    "letters in two parts": ("a\u030a", "å"),
    "a number as a telephone copies it": (
        "Ring \u202d+45 12 34 56 78\u202c.",
        "Ring +45 12 34 56 78.",
    ),
    "arithmetic": ("Er 3 < 5 og 7 > 2? Skriv til <navn>.", "Er 3 < 5 og 7 > 2? Skriv til <navn>."),
    "faces": (
        "Tak \U0001f642 \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "Tak \U0001f642 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    ),
    "a new face": ("\U0001fae9", "\U0001fae9"),
    "Arabic": ("مرحبا، رقمي 12 34 56 78\u200f.", "مرحبا، رقمي 12 34 56 78\u200f."),
    "one tab in a line": ("Navn:\tAnna\nJeg bor i Hvalpsund.", "Navn: Anna\nJeg bor i Hvalpsund."),
    "nothing": (" \r\n\t ", ""),
    "Word": (
        WORD,
        "Kære Anna\n\nVi har læst din sag og ser på,\nhvad du har brug for.\n\n"
        "- Hjælp i hjemmet\n  2. Et hjælpemiddel\n\nRing på 12 34 56 78.",
    ),
    "Google Docs": (DOCS, "Du skal sende:\n\n1. Dit pas\n2. Et foto\n\nTak."),
    "LibreOffice": (
        LIBRE,
        "Første afsnit.\n\nAndet afsnit med CO₂ og 10 m².\n\n- En\n- To",
    ),
    "Outlook's links": (
        OUTLOOK,
        "Læs mere på borger.dk (https://www.borger.dk/handicap) eller skriv til "
        "post@eksempel.invalid.",
    ),
    "lists in lists": (
        "<ol start=3><li>tre<ul><li>under<li>og igen</ul><li value=7>syv</ol>",
        "3. tre\n  - under\n  - og igen\n7. syv",
    ),
    "letters as numbers": (
        '<ol type="a"><li>et<li>to</ol><ol type=i><li>x<li>y</ol>',
        "a. et\nb. to\ni. x\nii. y",
    ),
    "text around blocks": ("før<p>midt</p>efter", "før\n\nmidt\n\nefter"),
    "a heading": ("<h2>Din sag</h2>Vi læser den.", "Din sag\n\nVi læser den."),
    "two paragraphs in one line of a list": ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b"),
    "a quotation": ("<p>Du sagde <q>ja</q>.</p>", "Du sagde “ja”."),
    "a link whose text says it": ('<a href="https://a.dk/">https://a.dk</a>', "https://a.dk"),
    "a link within the text": ('<p><a href="#_Toc1">Se trin 2</a></p>', "Se trin 2"),
    "white on blue": (
        '<p style="background:#003366"><span style="color:white">Vigtigt</span></p>',
        "Vigtigt",
    ),
    "hidden, and empty": ('<p>a<span style="display:none"> </span>b</p>', "a b"),
    "marks of HTML in HTML": ("<p>3 &lt; 5 &amp; 7 &gt; 2</p>", "3 < 5 & 7 > 2"),
    "kept lines": ("<pre>a\nb</pre>", "a\nb"),
}


@pytest.mark.parametrize("what", GOOD)
def test_it_becomes_plain_text(what: str) -> None:
    pasted, plain = GOOD[what]
    assert as_plain(pasted) == plain


@pytest.mark.parametrize("what", GOOD)
def test_plain_text_stays_as_it_is(what: str) -> None:
    plain = GOOD[what][1]
    assert as_plain(plain) == plain


BAD = {
    "a table": ("<p>a</p><table><tr><td>1</td></tr></table>", "table"),
    "a table as text": ("Navn\tBeløb\nHusleje\t4000\n", "table"),
    "Word's own cell": ("a\x07b", "table"),
    "a picture": ('<p>Se <img src="x.png"></p>', "image"),
    "Word's picture": ("<p><v:imagedata src='x.png'/></p>", "image"),
    "a picture's place": ("se \ufffc her", "image"),
    "struck out": ("<p>Du får <s>ikke</s> hjælp</p>", "struck_out"),
    "struck out by Google": ('<span style="text-decoration:line-through">nej</span>', "struck_out"),
    "struck out by a class": ("<style>.c1{text-decoration:line-through}</style><p class='c1'>x</p>", "struck_out"),
    "deleted": ("<p><del>nej</del></p>", "tracked"),
    "put in": ('<p><ins datetime="2026-01-01">ja</ins></p>', "tracked"),
    "Word's change": ("<p><span class=msoDel>nej</span></p>", "tracked"),
    "a comment": ('<p>ja<a class=msocomanchor href="#_msocom_1">[a1]</a></p>', "comment"),
    "Google's comment": ('<p>ja<sup><a href="#cmnt1">[a]</a></sup></p>', "comment"),
    "a footnote": ('<p>ja<a href="#_ftn1" name="_ftnref1">[1]</a></p>', "footnote"),
    "LibreOffice's footnote": ('<p>ja<a name="sdfootnote1anc" href="#sdfootnote1sym">1</a></p>', "footnote"),
    "hidden": ('<p>a<span style="display: none">b</span></p>', "hidden"),
    "hidden by Word": ("<p><span style='mso-hide:all'>b</span></p>", "hidden"),
    "too small to see": ('<p style="font-size: 0pt">b</p>', "hidden"),
    "white on white": ('<p style="color:#FFFFFF">b</p>', "hidden"),
    "hidden by an attribute": ("<p hidden>b</p>", "hidden"),
    "hidden by a class": ("<style>p.x, .y {display:none}</style><div class='z y'>b</div>", "hidden"),
    "a script": ("<p>a</p><script>alert(1)</script>", "not_text"),
    "a form": ('<p>a <input value="b"></p>', "not_text"),
    "a frame": ('<iframe src="x"></iframe><p>a</p>', "not_text"),
    "something new": ("<p>a<blink>b</blink></p>", "not_text"),
    "a link that runs": ('<p><a href="java&#10;script:alert(1)">a</a></p>', "not_text"),
    "a formula": ("<p><math><mi>x</mi></math></p>", "not_text"),
    "odd marks": ("<p>a</p><![odd[b]]>", "not_text"),
    "turned round": ("abc\u202edcba", "direction"),
    "turned round by HTML": ('<p><bdo dir="rtl">abc</bdo></p>', "direction"),
    "turned round by style": ('<p style="unicode-bidi: bidi-override">abc</p>', "direction"),
    "Arabic with hidden turns": ("مرحبا \u202dabc\u202c", "direction"),
    "a control sign": ("a\x00b", "control"),
    "a bell": ("a\x1bb", "control"),
    "a lost letter": ("K\ufffdre Anna", "unreadable"),
    "a sign of a font of its own": ("a \ue000 b", "unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_would_change_meaning_is_refused_with_what_is_wrong(what: str) -> None:
    pasted, problem = BAD[what]
    with pytest.raises(PastedError) as refused:
        as_plain(pasted)
    assert refused.value.problem == problem


def test_every_problem_is_met() -> None:
    assert {problem for _, problem in BAD.values()} == set(PastedProblem)


def _heard(text: str) -> str:
    """Return the letters and digits of a text, in order: what is read aloud."""
    kept = (sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())
    return "".join(kept)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_word_of_plain_text_is_lost_or_added(text: str) -> None:
    try:
        plain = as_plain(text)
    except PastedError:
        return
    if "<" not in text:
        text = re.sub(r"^([ \t]*)o\t", r"\1", text.replace("\r", "\n"), flags=re.MULTILINE)
        text = re.sub(r"[\x80-\x9f]", "", re.sub(r"^([ \t]*)o\t", r"\1", text, flags=re.MULTILINE))
        assert _heard(re.sub(r"[ƒŠŒŽšœžŸˆ]", "", plain)) == _heard(re.sub(r"[ƒŠŒŽšœžŸˆ]", "", text))
    assert as_plain(plain) == plain


_INLINE = st.sampled_from(["b", "i", "span", "u", "em", "strong", "font"])
_WORDS = st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x17F), min_size=1, max_size=8)
_TEXT = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["p", "li", "h2"]), _TEXT, _INLINE), max_size=8))
def test_no_word_of_html_is_lost_or_added(parts: list[tuple[str, str, str]]) -> None:
    html = "".join(
        f"<{tag}><{within}>{escape(text)}</{within}></{tag}>" for tag, text, within in parts
    )
    expected = unicodedata.normalize("NFC", " ".join(text for _, text, _ in parts))
    plain = re.sub(r"^\s*- ", "", as_plain(html), flags=re.MULTILINE)
    assert plain.split() == expected.split()


@given(st.text(alphabet="<>/=\"' abpdivspantrs!-[]&;#x0", max_size=80))
def test_broken_html_is_answered(text: str) -> None:
    with suppress(PastedError):
        as_plain(text)
