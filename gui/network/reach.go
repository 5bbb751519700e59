package network

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging"
)

// answer is one of the two sentences at the top of the page.
type answer struct {
	when, title, text string
	icon              string
	tone              widget.Tone
}

// reach says how others get through, while this computer is on and while it is off.
func reach(s state) fyne.CanvasObject {
	return container.New(&pair{least: answerWide}, whileOn(s).card(), whileAway(s).card())
}

// answerWide is the least width of an answer beside the other.
const answerWide = float32(360)

func (a answer) card() fyne.CanvasObject {
	col := widget.Col(4, widget.Caption(a.when, 12).Cut(), widget.Strong(a.title, 16).Cut(), widget.Flow(a.text, 13, widget.Muted))
	tile := widget.Col(0, widget.Tile(a.icon, a.tone.Ink, a.tone.Fill, 48, 22))
	return widget.CardOf(18, 20, widget.RowFill(16, tile, widget.Grow(col)))
}

// whileOn goes by what happened: who came, and which way.
func whileOn(s state) answer {
	a := answer{when: lang.L("While you are on"), icon: "radio", tone: widget.Fine}
	direct, near := comers(s.peers)
	relays := relayNames(s)
	switch {
	case len(s.peers) == 0:
		a.icon, a.tone = "triangle-alert", widget.Careful
		a.title, a.text = lang.L("Not connected"), lang.L("No other computer answers. Is this one online? It keeps trying.")
	case direct > 0:
		a.title, a.text = lang.L("Reachable directly"), lang.L("Others have come to this computer from outside, without a relay.")
	case len(relays) > 0:
		a.title = lang.L("Reachable through a relay")
		a.text = lang.L("Others arrive at {{.Nodes}}, then directly where routers allow it.", words{"Nodes": strings.Join(relays, ", ")})
	case near > 0:
		a.title, a.text = lang.L("Reachable on your network"), lang.L("Computers near you have come to this one. From outside nobody has yet.")
	default:
		a.tone = widget.Informed
		a.title, a.text = lang.L("Only you connect"), lang.L("Nobody has come to this computer by themselves yet. Mail reaches you over the connections that you open.")
	}
	return a
}

// comers counts who came without a relay, from outside and from nearby.
func comers(peers []messaging.ConnectedPeer) (direct, near int) {
	for _, c := range peers {
		a, err := ma.NewMultiaddr(c.Addr)
		switch {
		case err != nil || c.Direction != "in" || isRelayed(c.Addr):
		case manet.IsPublicAddr(a):
			direct++
		default:
			near++
		}
	}
	return direct, near
}

// relayNames are the machines through which others come, by one's own addresses.
func relayNames(s state) (all []string) {
	called := names.Nodes(s.nodes)
	for _, a := range s.config.Addrs {
		before, _, relayed := strings.Cut(a, "/p2p-circuit")
		if !relayed {
			continue
		}
		id, err := peer.Decode(before[strings.LastIndex(before, "/")+1:])
		if err != nil {
			continue
		}
		name := called[id]
		if name == "" {
			name = s.nameOf(id)
		}
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// whileAway says who keeps mail while this computer is off.
func whileAway(s state) answer {
	ready := 0
	for _, n := range s.nodes {
		if n.Registered && n.Online {
			ready++
		}
	}
	a := answer{when: lang.L("While you are away"), icon: "triangle-alert", tone: widget.Careful,
		title: lang.L("Nobody holds your mail"), text: lang.L("Messages arrive only while you and the sender are both on.")}
	switch {
	case ready > 0:
		a.icon, a.tone = "package", widget.Fine
		a.title = lang.N("{{.N}} push nodes hold your mail", ready, words{"N": ready})
		a.text = lang.L("Whoever writes to you while you are away leaves it there, sealed.")
	case s.inbox != "":
		a.icon, a.tone = "cloud", widget.Fine
		a.title = lang.L("Your storage holds your mail")
		a.text = lang.L("Your contacts may leave mail at {{.Name}} while you are away, sealed. Strangers cannot.", words{"Name": s.inbox})
	case len(s.nodes) > 0:
		a.title = lang.L("Your push nodes do not answer")
	}
	return a
}
