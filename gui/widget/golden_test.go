package widget

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestMarkup compares what is drawn with testdata, in structure, place and colour.
func TestMarkup(t *testing.T) {
	dress(t)
	for name, draw := range goldens {
		w := test.NewTempWindow(t, draw())
		w.SetPadded(false)
		w.Resize(fyne.NewSize(600, 560))
		test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
	}
}

// TestOverlayMarkup is the same for what lies over a page.
func TestOverlayMarkup(t *testing.T) {
	for name, open := range overlays {
		dress(t)
		w := test.NewTempWindow(t, On(Look{Fill: Canvas}, Gap(600, 400)))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(600, 400))
		open(w.Canvas())
		test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
	}
}

var goldens = map[string]func() fyne.CanvasObject{
	"buttons": func() fyne.CanvasObject {
		return Row(8, NewButton("Save", "check", Primary, nil), NewButton("Later", "", Secondary, nil), NewButton("No", "", Quiet, nil), NewButton("Delete", "", Danger, nil))
	},
	"pills": func() fyne.CanvasObject {
		return Row(8, Pill("3 healthy", "check", Fine), Pill("away", "", Careful), Pill("failed", "", Broken))
	},
	"conversation": func() fyne.CanvasObject { return states() },
	"small-buttons": func() fyne.CanvasObject {
		off := NewRoundButton("Send", "send", OnOut, BubbleOut, 44, 19, nil)
		off.Disable()
		return Row(8, NewRoundButton("More", "ellipsis-vertical", Muted, "", 38, 19, nil), off, NewLinkButton("Copy", nil), NewTap("Me", 8, Tile("mail", Accent, Selected, 40, 20), nil))
	},
	"rail": func() fyne.CanvasObject {
		chats, network := NewRailItem("Chats", "message-circle", nil), NewRailItem("Network", "radio", nil)
		chats.Select(true)
		chats.Count(120)
		return On(Look{Fill: Rail}, ColMid(4, Logo(40), chats, network, NewNavItem("Storage", "hard-drive", nil)))
	},
	"strip": func() fyne.CanvasObject {
		s := NewStrip(Label("The pages", 14))
		s.Say("bell", Informed, "Something that is true of all pages, in as many words as it takes: they go on in the next line where there is no room.", NewLinkButton("Do it", nil), NewLinkButton("Not now", nil))
		return s.Object
	},
	"chips": func() fyne.CanvasObject {
		c := NewChips([]string{"All", "Unread", "Requests"}, func(int) {})
		c.Choose(1)
		return ColLeft(8, Fixed(400, 0, c.Object), Fixed(150, 0, NewChips([]string{"All", "Unread", "Requests"}, nil).Object))
	},
	"counts": func() fyne.CanvasObject {
		c := NewCounts([]string{"All", "To ship"}, nil)
		c.Count(0, 212)
		return Fixed(300, 0, c.Object)
	},
	"avatars": func() fyne.CanvasObject {
		there := NewAvatar("a", 44, Panel)
		there.Set("a", true, Panel)
		return Row(8, NewAvatar("b", 32, Panel), there)
	},
	"fields": func() fyne.CanvasObject {
		full := NewField("Search", "search", 36, NewIcon("x", Muted, 14))
		full.SetText("typed")
		secret := NewSecret("Passphrase", "Show", 42)
		secret.SetText("hidden")
		return Col(8, NewField("Search", "search", 36, nil), full, secret, NewArea("Your words", 2))
	},
	"composer": func() fyne.CanvasObject {
		c := NewComposer()
		c.SetPlaceHolder("Message Marta")
		return Col(8, c)
	},
	"choices": func() fyne.CanvasObject {
		c := NewChoices(160, Option{"Passphrase", "Asked at every start", "key-round"}, Option{"Nothing", "Anybody here can read", "lock"})
		row := RowFill(8)
		for _, tile := range c.tiles {
			row.Add(tile)
		}
		return Mid(row)
	},
	"controls": func() fyne.CanvasObject {
		on, words, one, slider := NewSwitch("Receipts", nil), NewSegments([]string{"Light", "Dark"}, nil), NewSelect("Language", []string{"English"}, nil), NewSlider("Size", 4)
		on.Set(true)
		words.Choose(1)
		one.Choose(0)
		slider.Set(3)
		return ColLeft(8, on, NewSwitch("Typing", nil), words, one, slider)
	},
	"badges": func() fyne.CanvasObject {
		few, lots := NewBadge(BadgeFill), NewBadge(Alert)
		few.Set(3)
		lots.Set(300)
		return ColLeft(8, few, lots, Fixed(200, 0, Meter(.4, Good)), Fixed(200, 0, Meter(0, Good)))
	},
	"texts": func() fyne.CanvasObject {
		return Col(4, Label("plain", 14), Strong("bold", 14), Caption("muted", 12).Middle(), NewText("at the end", 13, false, Bad).End(),
			Fixed(90, 0, Label("cut where there is no room", 14).Cut()), Label("שלום (12) abc", 14),
			Para("A paragraph of some words that takes two lines", 13, 200, Muted), ParaMid("In the middle of its place, on two lines", 13, 200, Muted), Flow("It flows", 13, Muted).Bold(), ColLeft(0, NewFigures("01678", 14)))
	},
	"surfaces": func() fyne.CanvasObject {
		return Col(8, CardOf(16, 20, Label("card", 13)), Line(), On(Look{Fill: WarnSoft, Radius: 8}, Pad(8, 8, NewIcon("info", Warn, 16))), ColLeft(0, Square(Look{Fill: Track}, 20)), NewBox(Look{Fill: Paper}))
	},
	"layouts": func() fyne.CanvasObject {
		a := func() fyne.CanvasObject { return Square(Look{Fill: Accent}, 20) }
		return Col(4, Row(4, a(), Spring(), a()), RowFill(4, a(), Grow(a())), RowEnd(4, a(), Gap(4, 40)), ColLeft(2, a()), ColMid(2, a()), Inset(1, 2, 3, 4, a()),
			Left(a()), Right(a()), Mid(a()), Wide(a()), Fixed(0, 30, a()), Cell(50, a()), Least(0, 25, a()), Fold(Gap(900, 10), a()), Beside(a(), a()), Several(4, a(), a()))
	},
	"sides": func() fyne.CanvasObject {
		columns := func(s *Sides) fyne.CanvasObject {
			return container.New(s, Flow("words that need lines of their own here", 14, Ink), Gap(60, 30))
		}
		return Twice(Col(4, columns(&Sides{Side: 80, From: 200, Gap: 8}), columns(&Sides{Share: .5, From: 200, Gap: 8}), columns(&Sides{Side: 80, From: 2000, Gap: 8})))
	},
	"rooms": func() fyne.CanvasObject { return RowFill(8, Grow(Room(Gap(40, 900))), Grow(Scroll(Gap(40, 900)))) },
	"code":  func() fyne.CanvasObject { c := NewCode(120); c.Set("restante:12D3KooW"); return Mid(c) },
	"timeline": func() fyne.CanvasObject {
		return Timeline([]Stop{{Icon: "check", Title: "Accepted", When: "14:28"}, {Icon: "package", Title: "Held by 3", More: Caption("until 21 Dec", 12)}, {Icon: "hourglass", Phase: Now, Title: "Waiting"}, {Icon: "circle-alert", Phase: Wrong, Title: "Not sent"}})
	},
	"sense": func() fyne.CanvasObject { return Sense(Label("page", 14)) },
	"list": func() fyne.CanvasObject {
		return NewList(func() int { return 3 }, func() fyne.CanvasObject { return Label("row", 14) }, func(int, fyne.CanvasObject) {})
	},
	"chart": func() fyne.CanvasObject {
		c := NewChart("Orders", Good, Warn)
		c.Set([][]float64{{3, 1}, {0, 0}, {8, 2}})
		return Fixed(300, 160, c)
	},
	"ticks": func() fyne.CanvasObject {
		on := NewTick("chosen")
		on.Set(true)
		return Row(8, NewTick("not chosen"), on)
	},
	"typing": func() fyne.CanvasObject { return Mid(NewTyping()) },
	"toast":  func() fyne.CanvasObject { t := NewToast(); t.Show("Copied"); return t.Object },
}

var overlays = map[string]func(fyne.Canvas){
	"modal": func(c fyne.Canvas) { Modal(c, Pad(20, 20, Label("card", 14))) },
	"popover": func(c fyne.Canvas) {
		Popover(c, Pad(20, 20, Label("card", 14)), fyne.NewPos(400, 200), fyne.NewSize(80, 40))
	},
	"question": func(c fyne.Canvas) {
		Ask(c, Question{Title: "Rename", Text: "Only here.", Field: true, Value: "Marta", Yes: "Save", No: "Cancel"})
	},
	"danger": func(c fyne.Canvas) {
		Ask(c, Question{Title: "Delete", Text: "It goes.", Yes: "Delete", No: "Cancel", Danger: true})
	},
	"cover": func(c fyne.Canvas) { NewCover(c, Label("locked", 14), func() fyne.Focusable { return nil }) },
	"reading": func(c fyne.Canvas) {
		ShowText(c, Reading{Title: "Select text", Text: "one\ntwo", Copy: "Copy all", Close: "Close"})
	},
}

// TestEveryWidgetHasAGolden finds what the package makes and the maps above do not draw.
func TestEveryWidgetHasAGolden(t *testing.T) {
	drawn := map[string]bool{}
	eachFile(t, func(name string, f *ast.File) {
		if name == "golden_test.go" {
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if id, ok := call.Fun.(*ast.Ident); ok {
						drawn[id.Name] = true
					}
				}
				return true
			})
		}
	})
	eachFile(t, func(name string, f *ast.File) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && makes(fn) && !drawn[fn.Name.Name] {
				t.Errorf("golden_test.go does not draw %s", fn.Name.Name)
			}
		}
	})
}

func eachFile(t *testing.T, f func(name string, file *ast.File)) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		f(name, file)
	}
}

// makes tells functions that give something to draw.
func makes(fn *ast.FuncDecl) bool {
	if fn.Type.Results == nil {
		return false
	}
	plain := []string{"Identicon", "IconIn", "Laid"} // a picture, a file and a renderer
	switch r := fn.Type.Results.List[0].Type.(type) {
	case *ast.StarExpr:
		return !slices.Contains(plain, fn.Name.Name)
	case *ast.SelectorExpr:
		return r.Sel.Name == "CanvasObject"
	}
	return false
}

// states is a conversation with every state of a message.
func states() *Conversation {
	c := NewConversation(nil, labels)
	at := func(m int) time.Time { return morning.Add(time.Duration(m) * time.Minute) }
	c.Set([]Message{
		{ID: "1", Text: "Are they back in stock?", Time: at(0)},
		{ID: "2", Text: "Yes", Out: true, Mark: Read, Time: at(1)},
		{ID: "3", Text: "Tomorrow before six", Out: true, Mark: Delivered, Time: at(2)},
		{ID: "4", Text: "A photo", Out: true, Mark: Failed, Note: "Not sent: the disk was full", Deed: Deed{"Send again", "rotate-ccw"}, Time: at(3)},
		{ID: "5", Text: "The parcel left", Out: true, Mark: Stored, Note: "held by 3 until 21 Dec", Time: at(4)},
		{ID: "6", Text: "Tracking follows", Out: true, Mark: Waiting, Note: "waiting for the keys of Marta", Time: at(5)},
		{ID: "7", Text: "All of them: https://shop.example/mugs", Out: true, Deed: Deed{"Open shop.example", "globe"}, Mark: Queued, Time: at(6)},
		{ID: "8", Text: "restante:shop/12D3KooW", Deed: Deed{"Visit the shop", "store"}, Time: at(7)},
		{ID: "9", Text: "A longer answer that takes more than one line in a bubble of this width, as most do", New: true, Time: at(24 * 60)},
	}, false)
	return c
}
