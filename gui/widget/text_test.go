package widget

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// dress gives the test our theme.
func dress(t testing.TB) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(Theme{Only: "light"})
}

func texts(lines []line) (all []string) {
	for _, l := range lines {
		all = append(all, l.text)
	}
	return all
}

func TestWrapLosesNothing(t *testing.T) {
	dress(t)
	for _, s := range []string{
		"", " ", "one", "one two three four five six seven", "trailing ", "a\n\nb\n", "  indented",
		strings.Repeat("word ", 200), strings.Repeat("x", 500), "https://example.com/" + strings.Repeat("long/", 80),
		"漢字" + strings.Repeat("仮名交じり文", 40), "🙂👩‍👩‍👧 family " + strings.Repeat("👍🏽", 60), "שלום " + strings.Repeat("עולם ", 60),
	} {
		want := strings.Join(strings.Fields(s), "")
		got := strings.Join(strings.Fields(strings.Join(texts(wrap(s, 180, textSize)), "")), "")
		if got != want {
			t.Errorf("wrap(%q) kept %q", s, got)
		}
	}
}

func TestWrapKeepsToTheWidth(t *testing.T) {
	dress(t)
	text := strings.Repeat("The courier comes at six, AVATAR Tokyo. ", 30) + strings.Repeat("W", 90)
	for _, w := range []float32{120, 245, 492} {
		for _, l := range wrap(text, w, textSize) {
			if drawn := exactWidth(l.text, textSize, false); drawn > w+2 {
				t.Errorf("%q is drawn %.1f wide in %.0f", l.text, drawn, w)
			}
		}
	}
}

func TestWrapKeepsLinesAndClusters(t *testing.T) {
	dress(t)
	if got := texts(wrap("a\nb\n\nc", 200, textSize)); !slices.Equal(got, []string{"a", "b", "", "c"}) {
		t.Errorf("lines are %q", got)
	}
	for _, l := range wrap(strings.Repeat("👍🏽", 50), 100, textSize) {
		if strings.HasPrefix(l.text, "🏽") {
			t.Error("a skin tone was torn from its hand")
		}
	}
	if got := texts(wrap("bell\a\x00 and\ttab", 200, textSize)); !slices.Equal(got, []string{"bell and tab"}) {
		t.Errorf("control characters: %q", got)
	}
}

func TestVisualOrder(t *testing.T) {
	for _, c := range []struct {
		name, line string
		rtl        bool
		want       string // from left to right, words joined by |
	}{
		{"latin stays whole", "plain (text)!", false, "plain (text)!"},
		{"hebrew with marks", "שלום, עולם!", true, "!|עולם| |,|שלום"},
		{"brackets mirror", "(סוף)", true, "(|סוף|)"},
		{"a number within", "הזמנה 4711 הגיעה", true, "הגיעה| |4711| |הזמנה"},
		{"latin within", "מספר AB-1234 מחר", true, "מחר| |AB-1234| |מספר"},
		{"arabic in an english line", "Thank you! شكراً means", false, "Thank you! |شكراً| means"},
		{"number after hebrew in an english line", "see שלום 12 ok", false, "see |12| |שלום| ok"},
	} {
		if got := strings.Join(visual(c.line, c.rtl), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDirectionOfAParagraph(t *testing.T) {
	for s, want := range map[string]bool{"hello שלום": false, "שלום hello": true, "123 שלום": true, "(…)": false, "": false} {
		if startsRTL(s) != want {
			t.Errorf("startsRTL(%q) = %v", s, !want)
		}
	}
}

func TestTheLineBelowABubbleMixesDirections(t *testing.T) {
	dress(t)
	b := newBubble(Labels{})
	b.write(small(false), "محفوظة لدى 3 حتى Marta", Muted, 10, 20)
	drawn, x := "", float32(10)
	for _, o := range b.host.Objects {
		if o.Position().X != x {
			t.Errorf("%q begins at %v, not at %v", o.(*canvas.Text).Text, o.Position().X, x)
		}
		drawn += o.(*canvas.Text).Text
		x += o.Size().Width
	}
	if want := "Marta حتى 3 لدى محفوظة"; drawn != want {
		t.Errorf("from the left it says %q", drawn)
	}
}

func TestCleanForOneLine(t *testing.T) {
	if got := Clean("Marta\nOliveira\u202e gnp.exe\x07"); got != "Marta Oliveira gnp.exe" {
		t.Errorf("Clean gave %q", got)
	}
}

func TestTextEndsInAnEllipsis(t *testing.T) {
	dress(t)
	text := Label("A very long name that does not fit", 14).Cut()
	text.Resize(fyne.NewSize(100, 20))
	got := test.WidgetRenderer(text).Objects()[0].(*canvas.Text).Text
	if !strings.HasSuffix(got, "…") || exactWidth(got, 14, false) > 101 {
		t.Errorf("shows %q, %.0f wide", got, exactWidth(got, 14, false))
	}
	text.Resize(fyne.NewSize(400, 20))
	if got := test.WidgetRenderer(text).Objects()[0].(*canvas.Text).Text; got != "A very long name that does not fit" {
		t.Errorf("with room it shows %q", got)
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", "a b", "שלום 12", "\u202eabc\u2066", "🙂\n\t", "\xff\xfe", strings.Repeat("x", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range wrap(s, 200, textSize) {
			if strings.ContainsAny(l.text, "\n\x00") {
				t.Errorf("line %q", l.text)
			}
			visual(l.text, l.rtl)
		}
	})
}

// TestNoWordIsAloneAtTheEndOfAParagraph unless the line before has no other to give.
func TestNoWordIsAloneAtTheEndOfAParagraph(t *testing.T) {
	dress(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Whoever opens it can write to you.", []string{"Whoever opens it can", "write to you."}},
		{"Whoever opens it writes to you", []string{"Whoever opens it", "writes to you"}},
		{"Whoever opens it can you", []string{"Whoever opens it", "can you"}},
		{"Opens somebody-whoever-it", []string{"Opens", "somebody-whoever-it"}},
		{"one\ntwo and more\nthree", []string{"one", "two and more", "three"}},
	} {
		p := Para(c.text, 13, 140, Muted)
		p.MinSize()
		var got []string
		for _, o := range p.lines {
			got = append(got, o.(*Text).text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q is wrapped to %q, want %q", c.text, got, c.want)
		}
	}
}
