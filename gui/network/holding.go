package network

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
)

// quotas are the steps of the room for other people's mail.
var quotas = []int64{100 << 20, 250 << 20, 500 << 20, 1 << 30, 2 << 30, 5 << 30, 10 << 30, 20 << 30, 50 << 30}

// holdCard turns on and off that this computer holds mail for others, and says what
// that takes and how a friend comes to it.
type holdCard struct {
	page   *Page
	object fyne.CanvasObject
	last   messaging.Holding
	moving bool // the slider is being moved

	on     *widget.Switch
	about  *fyne.Container // while there is nothing else to say
	use    *fyne.Container // figures and meter
	most   *fyne.Container // the slider and what it says
	quota  *widget.Text
	slider *widget.Slider
	invite *fyne.Container // the link for friends
	link   *widget.Text
}

func newHoldCard(p *Page) *holdCard {
	h := &holdCard{page: p, about: widget.Col(0), use: widget.Col(6), quota: widget.Strong("", 12.5), link: widget.Label("", 12.5).Cut()}
	h.on = widget.NewSwitch(lang.L("Hold mail for others"), h.flip)
	h.slider = widget.NewSlider(lang.L("Room for other people’s mail"), len(quotas)-1)
	h.slider.OnMoved, h.slider.OnChosen = h.moved, h.chosen
	h.most = widget.Col(2, widget.Row(8, widget.Caption(lang.L("At most"), 12.5), widget.Spring(), h.quota), h.slider)
	h.invite = widget.Col(6, widget.Flow(lang.L("For a friend to add as their push node"), 12.5, widget.Muted), h.linkBox())
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Flow(lang.L("Mail I hold for others"), 15, widget.Foreground).Bold())), widget.Inset(0, 0, 0, -4, h.on))
	h.object = widget.CardOf(16, 20, widget.Col(12, widget.Least(0, 28, head), h.about, h.use, h.most, h.invite))
	return h
}

func (h *holdCard) linkBox() fyne.CanvasObject {
	copied := widget.NewRoundButton(lang.L("Copy the address for friends"), "copy", widget.Accent, "", 32, 16, func() {
		fyne.CurrentApp().Clipboard().SetContent(h.last.Link)
		h.page.o.Notice(lang.L("Address copied"))
	})
	code := widget.NewRoundButton(lang.L("Show the code for friends"), "qr-code", widget.Accent, "", 32, 16, h.code)
	look := widget.Look{Fill: widget.FieldFill, Rim: widget.BubbleEdge, Radius: 12}
	return widget.On(look, widget.Fixed(0, 42, widget.Inset(0, 0, 14, 5, widget.Row(2, widget.Grow(widget.Wide(h.link)), copied, code))))
}

func (h *holdCard) show(x messaging.Holding) {
	h.last = x
	if h.on.On() != x.On {
		h.on.Set(x.On)
	}
	held := x.Deposits > 0 || x.Users > 0
	set(h.about, widget.Flow(h.words(), 13, widget.Muted))
	show(h.about, !x.On || !held)
	set(h.use, h.figures()...)
	show(h.use, x.On || x.Deposits > 0)
	show(h.most, x.On)
	if !h.moving {
		h.quota.Set(bytes(x.Quota))
		if at := nearest(x.Quota); h.slider.Step() != at {
			h.slider.Set(at)
		}
	}
	h.link.Set(x.Link)
	show(h.invite, x.On && x.Link != "")
}

// words say what it is about, as far as the figures don't.
func (h *holdCard) words() string {
	switch x := h.last; {
	case x.On && x.Link == "":
		return lang.L("Nobody can reach this computer yet, so nobody can leave mail here.")
	case x.On:
		return lang.L("Nobody leaves mail here yet. Give a friend this address or code.")
	case x.Deposits > 0:
		return lang.L("No new mail is taken. What lies here is handed out until it is collected or expires.")
	}
	return lang.L("Friends can leave sealed mail here while they are away, if this computer is on most of the time. It shows you no names and no text.")
}

func (h *holdCard) figures() []fyne.CanvasObject {
	x := h.last
	size := widget.Row(6, widget.Strong(bytes(x.Bytes), 20), widget.Caption(lang.L("of {{.Size}}", words{"Size": bytes(x.Quota)}), 12.5))
	who := lang.N("{{.N}} messages", x.Deposits, words{"N": x.Deposits}) + " · " + lang.N("{{.N}} people", x.Users, words{"N": x.Users})
	share, c := float32(0), widget.Accent
	if x.Quota > 0 {
		share = float32(x.Bytes) / float32(x.Quota)
	}
	if share > nearlyFull {
		c = widget.Warn
	}
	return []fyne.CanvasObject{size, widget.Meter(share, c), widget.Caption(who, 12.5).Cut()}
}

// flip turns it on at once; off only after a yes if somebody relies on it.
func (h *holdCard) flip(on bool) {
	x := h.last
	if on || x.Deposits == 0 && x.Users == 0 {
		h.set(on, x.Quota)
		return
	}
	h.on.Set(true)
	widget.Ask(h.page.o.Canvas(), widget.Question{
		Title: lang.L("Stop holding mail"), Text: h.stopping(), Danger: true, Yes: lang.L("Stop"), No: lang.L("Keep"),
		Do: func(_ string, done func(string)) {
			h.page.try(done, func(ctx context.Context) error { return h.page.o.Node.SetHolding(ctx, false, x.Quota) })
		},
	})
}

func (h *holdCard) stopping() string {
	x := h.last
	if x.Deposits == 0 {
		return lang.N("{{.N}} people have their mail held here. They will need another push node.", x.Users, words{"N": x.Users})
	}
	return lang.N("{{.N}} messages for others lie here. They are handed out until they are collected or expire, and no new ones are taken.", x.Deposits, words{"N": x.Deposits})
}

func (h *holdCard) moved(step int) {
	h.moving = true
	h.quota.Set(bytes(quotas[step]))
}

func (h *holdCard) chosen(step int) {
	h.moving = false
	h.set(true, quotas[step])
}

// set changes it, in the order of the user's wishes. What did not work is shown as
// it was.
func (h *holdCard) set(on bool, quota int64) {
	p := h.page
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := p.o.Node.SetHolding(ctx, on, quota)
		return func() {
			if err != nil {
				p.o.Notice(p.o.Problem(err))
			}
			p.Reload()
		}
	})
}

// nearest is the step that comes closest to a quota.
func nearest(quota int64) (at int) {
	for i, q := range quotas {
		if abs(q-quota) < abs(quotas[at]-quota) {
			at = i
		}
	}
	return at
}

func abs(n int64) int64 { return max(n, -n) }

// code shows the address as a code, for a friend's camera.
func (h *holdCard) code() {
	c := widget.NewCode(220)
	c.Set(h.last.Link)
	var o *widget.Overlay
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, func() { o.Close() })
	head := widget.Row(8, widget.Strong(lang.L("Mail for a friend"), 16), widget.Spring(), closer)
	text := widget.ParaMid(lang.L("Let a friend add this as a push node: their sealed mail then waits here while they are away."), 13.5, 320, widget.Muted)
	o = widget.Modal(h.page.o.Canvas(), widget.Pad(20, 24, widget.Col(18, head, widget.Mid(c), text)))
}
