package delivery

import (
	"encoding/csv"
	"io"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/table"
)

// Names say what people and places are called in a table.
type Names struct {
	Person func(peer.ID) string
	Place  func(Holder) string // besides this computer
	Zone   *time.Location      // of its times
}

// tableHead are the columns of WriteTable, in English everywhere: other programs read them.
var tableHead = []string{"kind", "message", "for", "peer", "state", "since", "until", "place"}

// WriteTable writes, as CSV, a line for each place at which something under way lies,
// this computer first. Times are in RFC 3339, "" for none.
func WriteTable(w io.Writer, all []Pending, n Names) error {
	lines := [][]string{tableHead}
	for _, x := range all {
		lines = append(lines, n.line(x, "This computer", x.Expires))
		for _, h := range x.Holders {
			lines = append(lines, n.line(x, n.Place(h), h.Expires))
		}
	}
	return csv.NewWriter(w).WriteAll(lines) // it flushes, too
}

func (n Names) line(x Pending, place string, until time.Time) []string {
	all := []string{x.Kind, x.MessageID, n.Person(x.Peer), x.Peer.String(), string(x.State), n.stamp(x.Accepted), n.stamp(until), place}
	for i := range all {
		all[i] = table.Guard(all[i])
	}
	return all
}

func (n Names) stamp(t time.Time) string {
	if t.Unix() <= 0 {
		return ""
	}
	return t.In(n.Zone).Format(time.RFC3339)
}
