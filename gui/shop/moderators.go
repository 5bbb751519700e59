package shop

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	cards "restante/messaging/card"
	"restante/messaging/storefront/listing"
)

// moderators are who may decide disputes: of them a buyer chooses one.
type moderators struct {
	several
	s     *settings
	all   []peer.ID
	faces map[peer.ID]*widget.Avatar
}

func newModerators(s *settings) *moderators {
	m := &moderators{s: s, faces: map[peer.ID]*widget.Avatar{}}
	m.several = newSeveral(m.s, lang.L("Add a moderator"), m.ask)
	return m
}

func (m *moderators) fill(all []peer.ID) {
	for _, id := range all {
		m.put(id)
	}
	m.redraw()
}

// put shows one with name, picture and peer ID.
func (m *moderators) put(id peer.ID) {
	name := m.s.p.last.nameOf(id)
	m.all, m.faces[id] = append(m.all, id), widget.NewAvatar(id.String(), 36, widget.Card)
	text := widget.Col(1, widget.Strong(name, 13.5).Cut(), widget.Caption(id.String(), 12).Cut())
	row := widget.Row(12, m.faces[id], widget.Grow(widget.Wide(text)))
	m.several.put(m.s, lang.L("Remove {{.Name}}", words{"Name": name}), row, func() {
		m.all = slices.DeleteFunc(m.all, func(x peer.ID) bool { return x == id })
		m.limit()
	})
	m.limit()
}

// limit offers no more than a shop can have.
func (m *moderators) limit() {
	if len(m.all) < listing.MaxModerators {
		m.more.Enable()
	} else {
		m.more.Disable()
	}
}

// redraw shows the pictures of people.
func (m *moderators) redraw() {
	for id, face := range m.faces {
		face.SetFace(id.String(), m.s.p.o.Faces.Of(id), false, widget.Card)
	}
}

// ask finds one among the contacts, or by what was pasted.
func (m *moderators) ask() {
	m.s.p.find(finder{title: lang.L("Who is to decide?"), hint: lang.L("Name, link or peer ID"), none: lang.L("None of your contacts is called that. A link or a peer ID names anybody."), fits: m.fits})
}

// fits are those whom a text names: as a link, or in part by name or peer ID.
func (m *moderators) fits(text string) (all []finding) {
	if l, err := cards.ParseLink(text); err == nil && text != "" {
		return m.findings(l.Peer)
	}
	text = strings.ToLower(strings.TrimSpace(text))
	for _, c := range m.s.p.last.people {
		if c.Blocked.IsZero() && strings.Contains(strings.ToLower(c.Name+" "+c.Peer.String()), text) {
			all = append(all, m.findings(c.Peer)...)
		}
	}
	return all
}

func (m *moderators) findings(id peer.ID) []finding {
	if slices.Contains(m.all, id) {
		return nil
	}
	face := widget.NewAvatar(id.String(), 32, widget.Card)
	face.SetFace(id.String(), m.s.p.o.Faces.Of(id), false, widget.Card)
	return []finding{{name: m.s.p.last.nameOf(id), below: id.String(), face: face, take: func() { m.put(id); m.redraw() }}}
}

// compose keeps nothing where there is nobody: so it compares.
func (m *moderators) compose() []peer.ID { return append([]peer.ID(nil), m.all...) }

// nameOf is what somebody is called; who is no contact has the ends of their peer ID.
func (s *state) nameOf(id peer.ID) string {
	for _, c := range s.people {
		if c.Peer == id {
			return widget.Clean(c.Name)
		}
	}
	return names.Short(id)
}

// ownDispute tells that one named oneself.
func ownDispute(at *listing.Invalid) bool {
	return strings.HasPrefix(at.Field, "moderators") && errors.Is(at.Why, listing.ErrUnfit)
}

// most is the sentence of how many there can be.
func (m *moderators) most() string {
	return lang.L("A buyer chooses one of them at check-out, or nobody. There can be {{.N}}.", words{"N": listing.MaxModerators})
}
