package order

import (
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/machine"
)

// Sort is the order of a list.
type Sort uint8

const (
	Newest  Sort = iota // placed last first
	Changes             // changed last first
	Urgent              // due first first
	Largest             // the highest total first
	Oldest              // placed first first
)

// Filter chooses orders; its zero value is all of them that one's shop got. It goes
// through JSON, so that it can be kept under a name.
type Filter struct {
	Role     machine.Role    `json:"role,omitempty"` // one's own; 0 is Merchant
	Stages   []machine.Stage `json:"stages,omitempty"`
	Payment  Payment         `json:"payment,omitempty"`
	Step     Step            `json:"step,omitempty"`
	Overdue  bool            `json:"overdue,omitempty"`
	Owing    bool            `json:"owing,omitempty"` // money has to go back
	Unread   bool            `json:"unread,omitempty"`
	Buyer    peer.ID         `json:"buyer,omitempty"`
	Tag      string          `json:"tag,omitempty"`
	Assignee string          `json:"assignee,omitempty"`
	From     time.Time       `json:"from,omitzero"` // placed
	Until    time.Time       `json:"until,omitzero"`
	Text     string          `json:"text,omitempty"` // the beginnings of words
	Sort     Sort            `json:"sort,omitempty"`
}

// sorts is the column of each Sort, and its direction.
var sorts = map[Sort]struct{ column, after, direction string }{
	Newest: {"placed", "<", "DESC"}, Changes: {"changed", "<", "DESC"}, Urgent: {"due", ">", "ASC"}, Largest: {"total", "<", "DESC"},
	Oldest: {"placed", ">", "ASC"},
}

// where builds the condition of a filter. The rows of words, tags and assignees are looked
// up in a set while the list is walked along its index, up to where the window is full
// (+row): a word that every order has costs no more than a rare one.
func (f Filter) where(now time.Time) (string, []any) {
	role := f.Role
	if role == 0 {
		role = machine.Merchant
	}
	w, args := `role = ?`, []any{int(role)}
	add := func(on bool, condition string, values ...any) {
		if on {
			w += ` AND ` + condition
			args = append(args, values...)
		}
	}
	add(role == machine.Moderator, `called = 1`)
	if len(f.Stages) > 0 {
		var all []any
		for _, st := range f.Stages {
			all = append(all, int(st))
		}
		add(true, `stage IN (?`+strings.Repeat(`, ?`, len(all)-1)+`)`, all...)
	}
	add(f.Payment > 0, `payment = ?`, int(f.Payment))
	add(f.Step > 0, `step = ?`, int(f.Step))
	add(f.Overdue, `due < ?`, now.UnixNano())
	add(f.Owing, `owed > 0`)
	add(f.Unread, `unread > 0`)
	add(f.Buyer != "", `buyer = ?`, text(f.Buyer))
	add(f.Tag != "", `+row IN (SELECT row FROM orders WHERE id IN (SELECT of FROM order_tag WHERE name = ?))`, f.Tag)
	add(f.Assignee != "", `+row IN (SELECT row FROM orders WHERE id IN (SELECT of FROM assignee WHERE name = ?))`, f.Assignee)
	add(!f.From.IsZero(), `placed >= ?`, f.From.UnixNano())
	add(!f.Until.IsZero(), `placed < ?`, f.Until.UnixNano())
	words := match(f.Text)
	add(words != "", `+row IN (SELECT rowid FROM find WHERE find MATCH ?)`, words)
	return w, args
}

// match turns what a person typed into words of which each has to begin one.
func match(text string) string {
	var all []string
	for _, w := range strings.Fields(text) {
		all = append(all, `"`+strings.ReplaceAll(w, `"`, `""`)+`"*`)
	}
	return strings.Join(all, " ")
}
