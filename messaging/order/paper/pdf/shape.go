package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// Style is how a text looks.
type Style struct {
	Size float64 // points
	Bold bool
	Even bool // figures are all of one width
	Ink  Ink
}

// Line is some letters beside each other.
type Line struct {
	Style
	Width float64 // points
	spots []spot
}

// spot is a letter in its place, in thousandths of the size.
type spot struct {
	letter
	in   *face
	x, y float64
}

var figures = []shaping.FontFeature{{Tag: ot.MustNewTag("tnum"), Value: 1}}

// Break cuts a text into lines that are no wider than so many points. There is one at
// least; where there would be more than most, the last one ends in an ellipsis.
func (d *Doc) Break(text string, st Style, wide float64, most int) (all []Line) {
	paras := strings.Split(Clean(text), "\n")
	for i, para := range paras {
		left := most - len(all)
		if left <= 0 {
			break
		}
		all = append(all, d.paragraph([]rune(strings.TrimSpace(para)), st, wide, left, i+1 < len(paras))...)
	}
	return all
}

// Line is a text on one line.
func (d *Doc) Line(text string, st Style, wide float64) Line {
	return d.Break(strings.ReplaceAll(text, "\n", " "), st, wide, 1)[0]
}

// paragraph is a text without line breaks, before others or not.
func (d *Doc) paragraph(text []rune, st Style, wide float64, most int, more bool) (all []Line) {
	if len(text) == 0 {
		return []Line{{Style: st}}
	}
	in := d.input(text, st)
	var runs []shaping.Output
	for _, one := range d.cutter.Split(in, chooser{d, d.face(st)}) {
		runs = append(runs, d.shaper.Shape(one))
	}
	config := shaping.WrapConfig{Direction: in.Direction, TruncateAfterLines: most, TextContinues: more}
	config = config.WithTruncator(&d.shaper, d.input([]rune("…"), st))
	lines, _ := d.wrapper.WrapParagraphF(config, fixed.Int26_6(max(wide/st.Size, 1)*em*64), text, shaping.NewSliceIterator(runs))
	for _, l := range lines {
		all = append(all, d.place(l, func(run shaping.Output) []rune {
			if &run.Glyphs[0] == &config.Truncator.Glyphs[0] {
				return []rune("…")
			}
			return text
		}, st))
	}
	return all
}

func (d *Doc) input(text []rune, st Style) shaping.Input {
	in := shaping.Input{
		Text: text, RunEnd: len(text), Direction: direction(text), Face: d.face(st).Face,
		Size: fixed.I(em), Language: language.NewLanguage(d.language),
	}
	if st.Even {
		in.FontFeatures = figures
	}
	return in
}

// direction is that of the first letter that has one.
func direction(text []rune) di.Direction {
	for _, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			return di.DirectionRTL
		case bidi.L:
			return di.DirectionLTR
		}
	}
	return di.DirectionLTR
}

// place puts the runs of a line beside each other as they are seen; of gives the text that
// a run is from.
func (d *Doc) place(runs shaping.Line, of func(shaping.Output) []rune, st Style) Line {
	slices.SortStableFunc(runs, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
	l, x := Line{Style: st}, 0.0
	for _, run := range runs {
		if len(run.Glyphs) == 0 {
			continue
		}
		text, in := of(run), d.by(run.Face)
		for i, g := range run.Glyphs {
			if g.Advance == 0 && ends(run, i, text) {
				continue
			}
			at := spot{letter{g.GlyphID, meaning(run, i, text)}, in, x + units(g.XOffset), units(g.YOffset)}
			l.spots = append(l.spots, at)
			x += units(g.Advance)
		}
	}
	l.Width = x * st.Size / em
	return l
}

// ends tells a blank at the end of a line, which takes no room there.
func ends(run shaping.Output, i int, text []rune) bool {
	at := run.Glyphs[i].TextIndex()
	return at < len(text) && unicode.IsSpace(text[at])
}

func units(n fixed.Int26_6) float64 { return float64(n) / 64 }

// meaning is the characters that a glyph stands for: one of a cluster each where there
// are as many, else the first has them all.
func meaning(run shaping.Output, i int, text []rune) string {
	g := run.Glyphs[i]
	from := g.TextIndex()
	part := text[from:min(from+g.RunesCount(), len(text))]
	nth := 0
	for k := i - 1; k >= 0 && run.Glyphs[k].TextIndex() == from; k-- {
		nth++
	}
	if run.Direction == di.DirectionRTL {
		nth = g.GlyphsCount() - 1 - nth
	}
	switch {
	case len(part) == g.GlyphsCount() && nth >= 0 && nth < len(part):
		return string(part[nth])
	case nth == 0:
		return string(part)
	}
	return ""
}
