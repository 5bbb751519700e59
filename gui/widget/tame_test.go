package widget

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

func TestTame(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "a\tb": "a b", "\u202egnp.exe": "gnp.exe", "a\u2066b\u2069": "ab", "x\u3164y": "xy",
		"e\u0301": "e\u0301", "Z" + strings.Repeat("\u0301", 50) + "a\u0301": "Z" + strings.Repeat("\u0301", maxMarks) + "a\u0301",
		"👩‍👩‍👧‍👦": "👩‍👩‍👧‍👦", "👍🏽": "👍🏽", "שָׁלוֹם": "שָׁלוֹם", "می\u200cخواهم": "می\u200cخواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿": "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
	} {
		if got := tame(in); got != want {
			t.Errorf("tame(%q) is %q, want %q", in, got, want)
		}
	}
}

// TestWhatIsDrawnIsHarmless looks at every hostile text as it is drawn.
func TestWhatIsDrawnIsHarmless(t *testing.T) {
	dress(t)
	for name, text := range guitest.Hostile {
		lines := texts(wrap(text, 300, textSize))
		for _, l := range append(lines, Clean(text), Brief(text)) {
			if i := strings.IndexFunc(l, func(r rune) bool {
				return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
			}); i >= 0 {
				t.Errorf("%s: %q is drawn", name, l[i:])
			}
			if !utf8.ValidString(l) {
				t.Errorf("%s: broken bytes are drawn", name)
			}
		}
	}
}

func TestClustersStayTogether(t *testing.T) {
	for in, want := range map[string]string{
		"abc": "a|b|c", "": "", "e\u0301a": "e\u0301|a", "👩‍👩‍👧‍👦👍🏽": "👩‍👩‍👧‍👦|👍🏽", "🇵🇹🇩🇪x": "🇵🇹|🇩🇪|x", "שָׁל": "שָׁ|ל",
	} {
		var got []string
		at := 0
		for i, c := range clusters(in) {
			if i != at {
				t.Errorf("%q: %q is at %d, want %d", in, c, i, at)
			}
			at += len(c)
			got = append(got, c)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("clusters(%q) are %q, want %q", in, s, want)
		}
	}
	for _, c := range clusters(guitest.Hostile["joined"]) {
		if n := utf8.RuneCountInString(c); n > maxCluster {
			t.Fatalf("%d runes stay together", n)
		}
	}
}

// TestAHostileMessageKeepsToItsRow lays each between two others: those are drawn as
// they always are, and it stays within its own bubble.
func TestAHostileMessageKeepsToItsRow(t *testing.T) {
	for name, text := range guitest.Hostile {
		c, _ := conversation(t, 1, false)
		c.Set(between("harmless"), false)
		above, below := high(c, 0), high(c, 2)
		began := time.Now()
		c.Set(between(text), false)
		if took := time.Since(began); took > guitest.Patience {
			t.Errorf("%s: takes %v", name, took)
		}
		sound(t, c)
		if high(c, 0) != above || high(c, 2) != below {
			t.Errorf("%s: the neighbours are %.0f and %.0f high, want %.0f and %.0f", name, high(c, 0), high(c, 2), above, below)
		}
		for range 40 {
			within(t, name, c)
			c.ScrollBy(-high(c, 1) / 39)
		}
	}
}

func between(text string) []Message {
	return []Message{{ID: "above", Text: "above", Time: morning}, {ID: "it", Text: text, Time: morning.Add(time.Minute)},
		{ID: "below", Text: "below", Out: true, Mark: Read, Time: morning.Add(2 * time.Minute)}}
}

func high(c *Conversation, i int) float32 { return c.items[i].measure(c.Size().Width) }

// within checks that all that is drawn of a row lies in its bubble.
func within(t *testing.T, name string, c *Conversation) {
	t.Helper()
	for _, b := range c.rows {
		left, right := b.item.left(b.wide), b.item.left(b.wide)+b.item.wide()
		for _, o := range b.host.Objects {
			x, ok := o.(*canvas.Text)
			if !ok || b.item.day != "" && x == b.day {
				continue
			}
			if end := x.Position().X + x.MinSize().Width; x.Position().X < left-1 || end > right+2.5 {
				t.Fatalf("%s: %.20q is drawn from %.0f to %.0f in a bubble from %.0f to %.0f", name, x.Text, x.Position().X, end, left, right)
			}
			if y := x.Position().Y; y < 0 || y+x.Size().Height > b.host.Size().Height+1 {
				t.Fatalf("%s: %.20q is drawn at %.0f in a row %.0f high", name, x.Text, y, b.host.Size().Height)
			}
		}
	}
}

// TestAHostileLineKeepsToItsPlace is the same for one line that may be cut.
func TestAHostileLineKeepsToItsPlace(t *testing.T) {
	dress(t)
	plain := Label("name", 14).Cut()
	for name, text := range guitest.Hostile {
		began := time.Now()
		l := Label(Clean(text), 14).Cut()
		l.Resize(fyne.NewSize(180, 20))
		parts := test.WidgetRenderer(l).Objects()
		if took := time.Since(began); took > guitest.Patience {
			t.Errorf("%s: takes %v", name, took)
		}
		if l.MinSize() != plain.MinSize() {
			t.Errorf("%s: asks for %v", name, l.MinSize())
		}
		for _, o := range parts {
			x := o.(*canvas.Text)
			if end := x.Position().X + x.MinSize().Width; end > 183 {
				t.Errorf("%s: %.20q ends at %.0f", name, x.Text, end)
			}
		}
	}
}

func TestReadingShowsAnyText(t *testing.T) {
	for name, text := range guitest.Hostile {
		dress(t)
		w := test.NewTempWindow(t, Gap(600, 500))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(600, 500))
		began := time.Now()
		o := ShowText(w.Canvas(), Reading{Title: "Select text", Text: text, Copy: "Copy all", Close: "Close"})
		if took := time.Since(began); took > guitest.Patience {
			t.Errorf("%s: takes %v", name, took)
		}
		if s := o.card.Size(); s.Width > 560 || s.Height > 490 {
			t.Errorf("%s: the card is %v", name, s)
		}
		o.Close()
	}
}

func TestReadingCopiesAll(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(600, 500))
	w.Resize(fyne.NewSize(600, 500))
	copied := false
	ShowText(w.Canvas(), Reading{Title: "Select text", Text: "one\ntwo", Copy: "Copy all", Close: "Close", Copied: func() { copied = true }})
	guitest.Press(t, w.Canvas(), "Copy all")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "one\ntwo" || !copied || w.Canvas().Overlays().Top() != nil {
		t.Errorf("the clipboard has %q", got)
	}
}

func TestIdenticonsAreForgotten(t *testing.T) {
	for i := range 3 * maxIdenticons {
		Identicon(strings.Repeat("i", i))
	}
	if n := len(identicons); n > maxIdenticons {
		t.Errorf("%d pictures are kept", n)
	}
}
