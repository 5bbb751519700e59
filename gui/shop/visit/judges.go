package visit

import (
	"context"

	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
)

// readJudges offers the shop's moderators, first by peer ID, then those whom the
// visitor knows by name too.
func (d *desk) readJudges() {
	d.offerJudges(nil)
	d.v.called(func(known map[peer.ID]string) { d.offerJudges(known) })
}

func (d *desk) offerJudges(known map[peer.ID]string) {
	all, chosen := []string{lang.L("Nobody")}, 0
	for _, m := range d.v.front.Shop.Moderators {
		all = append(all, judge(m, known))
	}
	if d.moderator != nil {
		chosen = d.moderator.Chosen()
	}
	d.moderator = widget.NewSelect(lang.L("Who decides a dispute"), all, func(int) {})
	d.moderator.Choose(chosen)
	set(d.judges, widget.Left(d.moderator))
}

// judge is a moderator's name, if the visitor knows it, and the ends of the peer ID.
func judge(id peer.ID, known map[peer.ID]string) string {
	if name := known[id]; name != "" {
		return name + " · " + names.Short(id)
	}
	return names.Short(id)
}

// called reads what those are called whom the visitor knows.
func (v *View) called(then func(known map[peer.ID]string)) {
	if v.o.People == nil {
		return
	}
	v.o.Loop.Go(func(ctx context.Context) func() {
		people, err := v.o.People.List(ctx)
		known := make(map[peer.ID]string, len(people))
		for _, c := range people {
			known[c.Peer] = widget.Clean(c.Name)
		}
		return func() {
			if err != nil {
				v.o.Notice(widget.Brief(err.Error()))
				return
			}
			then(known)
		}
	})
}
