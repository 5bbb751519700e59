package shop

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/names"
	"restante/gui/widget"
)

// refusals says who did not take the shop, and why.
func (h *home) refusals() string {
	called := names.Nodes(h.p.last.nodes)
	var all []string
	for node, why := range h.p.last.pub.Refused {
		all = append(all, cmp.Or(called[node], names.Short(node))+": "+widget.Brief(why))
	}
	slices.Sort(all)
	return strings.Join(all, " · ")
}

// failed says what could not be signed, and why.
func (s *state) failed() string {
	var all []string
	for _, f := range s.pub.Failed {
		it, _ := s.item(f.Slug)
		it.Slug = f.Slug
		all = append(all, titleOf(it)+": "+problem(f.Why))
	}
	return strings.Join(all, " · ")
}

// fix leads to what could not be signed.
func (h *home) fix(slug string) *widget.Button {
	return widget.NewButton(lang.L("Edit"), "pencil", widget.Quiet, func() {
		if it, there := h.p.last.item(slug); there {
			h.p.edit(it)
		}
	})
}
