package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Conversation shows messages from bottom to top, see the package comment.
// All methods belong to the UI goroutine.
type Conversation struct {
	widget.BaseWidget
	Pager  Pager
	Labels Labels

	OnTapped func(id string, bubble fyne.Position, size fyne.Size) // a bubble, with its place on the canvas
	OnDeed   func(id string)                                       // the button of a message
	OnMenu   func(id string, at fyne.Position)
	OnTyped  func(r rune)     // a letter typed while the view has the keyboard
	OnEnd    func(atEnd bool) // the view reached or left the newest message
	OnNewest func()           // the newest message is wanted and not loaded

	items        []*item // oldest first
	older, newer bool    // there are more to load
	asked        [2]bool // the pager was asked for older, newer

	view    view
	pointer pointer
	rows    map[*item]*bubble
	pool    []*bubble

	back   *canvas.Rectangle
	host   *fyne.Container
	clip   *container.Clip
	thumb  *thumb
	jump   *jump
	typing *Typing
	ring   *Box
	wasEnd bool
	unseen int // messages that came while the view was elsewhere
	toNew  bool
}

// NewConversation makes an empty view.
func NewConversation(p Pager, l Labels) *Conversation {
	c := &Conversation{Pager: p, Labels: l, rows: map[*item]*bubble{}, back: &canvas.Rectangle{}, host: &fyne.Container{}, wasEnd: true}
	c.clip = container.NewClip(c.host)
	c.thumb, c.jump, c.typing = newThumb(c), newJump(l.Jump, c.toNewest), NewTyping()
	c.typing.Hide()
	c.ring = NewBox(Look{})
	c.ExtendBaseWidget(c)
	return c
}

// Set shows another conversation, at its end or, where more is new than fits,
// at the first new message. older says that there is more above.
func (c *Conversation) Set(ms []Message, older bool) {
	c.recycle()
	c.items, c.older, c.newer, c.asked = wrapAll(ms), older, false, [2]bool{}
	arrange(c.items, c.Labels, 0)
	c.unseen, c.view, c.pointer.id = 0, view{anchor: len(ms) - 1}, ""
	c.toNew = slices.ContainsFunc(ms, func(m Message) bool { return m.New })
	c.layout()
}

func wrapAll(ms []Message) []*item {
	items := make([]*item, len(ms))
	for i, m := range ms {
		items[i] = &item{Message: m}
	}
	return items
}

// Ended tells whether the newest message is loaded.
func (c *Conversation) Ended() bool { return !c.newer }

// AtEnd tells whether the newest message is on screen.
func (c *Conversation) AtEnd() bool {
	return !c.newer && c.view.anchor >= len(c.items)-1 && c.view.off >= -1
}

// Len is how many messages are loaded.
func (c *Conversation) Len() int { return len(c.items) }

// Message gives a loaded message.
func (c *Conversation) Message(id string) (Message, bool) {
	if i := c.index(id); i >= 0 {
		return c.items[i].Message, true
	}
	return Message{}, false
}

func (c *Conversation) index(id string) int {
	return slices.IndexFunc(c.items, func(it *item) bool { return it.ID == id })
}

// SetTyping shows or hides the dots under the newest message.
func (c *Conversation) SetTyping(on bool) {
	if on == c.typing.Visible() {
		return
	}
	c.typing.Hidden = !on
	c.layout()
}

// Tick moves the typing dots on; nothing is repainted while they are hidden.
func (c *Conversation) Tick() {
	if c.typing.Visible() {
		c.typing.Advance()
	}
}

// Resize lays out anew; another width measures visible rows again.
func (c *Conversation) Resize(s fyne.Size) {
	if s.Width != c.Size().Width {
		c.recycle()
	}
	c.BaseWidget.Resize(s)
	c.layout()
}

func (c *Conversation) MinSize() fyne.Size { return fyne.NewSize(320, 120) }

// recycle gives all bubbles back, so that every row is bound anew.
func (c *Conversation) recycle() {
	for it, b := range c.rows {
		delete(c.rows, it)
		c.pool = append(c.pool, b)
	}
}

func (c *Conversation) CreateRenderer() fyne.WidgetRenderer {
	c.back.FillColor = Color(Canvas)
	return Laid(c, &conversationRenderer{c, []fyne.CanvasObject{c.back, c.clip, c.thumb, c.jump, c.ring}})
}

type conversationRenderer struct {
	c       *Conversation
	objects []fyne.CanvasObject
}

func (r *conversationRenderer) MinSize() fyne.Size           { return r.c.MinSize() }
func (r *conversationRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *conversationRenderer) Destroy()                     {}

func (r *conversationRenderer) Layout(s fyne.Size) {
	for _, o := range []fyne.CanvasObject{r.c.back, r.c.clip, r.c.ring} {
		o.Resize(s)
	}
	Place(r.c.thumb, s.Width-10, 0, 10, s.Height)
	m := r.c.jump.MinSize()
	Place(r.c.jump, s.Width-m.Width-20, s.Height-m.Height-14, m.Width, m.Height)
}

// Refresh binds every row anew: the theme may have changed.
func (r *conversationRenderer) Refresh() {
	r.c.back.FillColor = Color(Canvas)
	r.c.back.Refresh()
	r.c.recycle()
	r.c.layout()
}
