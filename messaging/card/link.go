package card

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/record"
)

// What may be wrong with a link, where more can be said than that it is none.
var (
	ErrLong    = errors.New("it is longer than any link")
	ErrForeign = errors.New("it was made by another version of this program")
)

// Parts and sizes of a link.
const (
	Scheme   = "restante:"
	MaxShort = 300 // characters: a QR code that a phone reads from a screen

	cardPart = "card/"
	peerPart = "peer/"
	maxLink  = 2 * MaxSize
	maxWord  = 128 // bytes of an introduction
	maxForm  = 16  // letters of the name of a form; a peer ID has three times as many
)

var encoding = base64.RawURLEncoding.Strict()

// Link is what a link or a typed peer ID leads to.
type Link struct {
	Peer  peer.ID
	Card  []byte // the encoded card, already checked; nil in short links
	Push  []peer.AddrInfo
	Addrs []string
	Word  []byte // by which somebody introduces one; package introduction reads it
}

// FullLink returns the link that holds a whole encoded card.
func FullLink(raw []byte) string {
	return Scheme + cardPart + encoding.EncodeToString(raw)
}

// ShortLink returns a link of at most MaxShort characters: the peer ID, then as
// many push nodes, one address each, and own addresses as there is room for.
func ShortLink(c Card) string {
	link := Scheme + peerPart + c.Peer.String()
	room := encoding.DecodedLen(MaxShort - len(link) - 1)
	if b := shortToWire(c, room); len(b) > 0 {
		link += "/" + encoding.EncodeToString(b)
	}
	return link
}

// Introduce adds the word of an introduction to a link.
func Introduce(link string, word []byte) string {
	parts := strings.Count(cutScheme(link), "/")
	if strings.HasPrefix(cutScheme(link), peerPart) && parts < 2 {
		link += "/" // there is nothing between the peer ID and the word
	}
	return link + "/" + encoding.EncodeToString(word)
}

// IsLink reports whether a text begins as a link to a person does.
func IsLink(text string) bool {
	rest := cutScheme(text)
	return rest != text && (strings.HasPrefix(rest, cardPart) || strings.HasPrefix(rest, peerPart))
}

// ParseLink reads what someone pasted or scanned: a link of either form or a plain
// peer ID. White space, which mail programs like to add, is ignored.
func ParseLink(text string) (Link, error) {
	if len(text) > maxLink {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, ErrLong)
	}
	text = withoutSpace(text)
	rest := cutScheme(text)
	if data, ok := strings.CutPrefix(rest, cardPart); ok {
		data, word, more := strings.Cut(data, "/")
		return introduced(word, more)(parseCard(data))
	}
	form, data, _ := strings.Cut(rest, "/")
	if form+"/" == peerPart {
		form, data, _ = strings.Cut(data, "/")
	} else if rest != text && isWord(form) {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, ErrForeign)
	}
	data, word, more := strings.Cut(data, "/")
	return introduced(word, more)(parsePeer(form, data))
}

// introduced adds the word behind a link, if there is more, to what was read before it.
func introduced(text string, more bool) func(Link, error) (Link, error) {
	return func(l Link, err error) (Link, error) {
		if err != nil || !more {
			return l, err
		}
		l.Word, err = encoding.DecodeString(text)
		if err == nil && (len(l.Word) == 0 || len(l.Word) > maxWord) {
			err = fmt.Errorf("an introduction of %d bytes", len(l.Word))
		}
		if err != nil {
			return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
		}
		return l, nil
	}
}

// isWord reports whether a part of a link is the name of a form, as "card" and
// "peer" are. Those of later versions are not known here.
func isWord(part string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
	return part != "" && len(part) <= maxForm && strings.Trim(part, letters) == ""
}

func parseCard(data string) (Link, error) {
	raw, err := encoding.DecodeString(data)
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	c, err := Decode(raw)
	if errors.Is(err, record.ErrFormat) {
		err = fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	return Link{Peer: c.Peer, Card: raw, Push: c.PushNodes, Addrs: c.Addrs}, nil
}

func parsePeer(text, data string) (Link, error) {
	id, err := identity.ParseID(text)
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	b, err := encoding.DecodeString(data)
	if err != nil {
		return Link{}, fmt.Errorf("%w: %w", ErrLink, err)
	}
	return shortFromWire(id, b)
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// cutScheme removes the scheme in any case, and the slashes that some programs put
// behind it.
func cutScheme(s string) string {
	if n := len(Scheme); len(s) >= n && strings.EqualFold(s[:n], Scheme) {
		return strings.TrimLeft(s[n:], "/")
	}
	return s
}
