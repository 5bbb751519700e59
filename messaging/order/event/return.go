package event

import (
	"bytes"
	"cmp"
	"fmt"

	"restante/messaging/pb"
)

// Return asks to send something back.
type Return struct {
	Parts  []Part
	Reason string
	Photos [][]byte // JPEG
}

// Allow takes a return, and says how and where to; Refuse does not, and says why.
type (
	Allow struct {
		Return Hash
		Text   string
	}
	Refuse struct {
		Return Hash
		Text   string
	}
)

// Receive says what of a return has come back.
type Receive struct {
	Return  Hash
	Parts   []Part
	Restock bool // they can be sold again
	Note    string
}

func (Return) Kind() Kind  { return KindReturn }
func (Allow) Kind() Kind   { return KindAllow }
func (Refuse) Kind() Kind  { return KindRefuse }
func (Receive) Kind() Kind { return KindReceive }

func (r Return) check() error {
	return cmp.Or(something(r.Parts), checkParts(r.Parts), said("the reason", r.Reason, MaxNote), checkPhotos(r.Photos))
}

func (a Allow) check() error  { return prose("the instructions", a.Text, MaxText) }
func (r Refuse) check() error { return said("the reason", r.Text, MaxText) }

func (r Receive) check() error {
	return cmp.Or(something(r.Parts), checkParts(r.Parts), prose("the note", r.Note, MaxNote))
}

// jpeg is what every JPEG begins with.
var jpeg = []byte{0xFF, 0xD8, 0xFF}

func checkPhotos(photos [][]byte) error {
	total := 0
	for _, p := range photos {
		if total += len(p); !bytes.HasPrefix(p, jpeg) {
			return fmt.Errorf("%w: a photo is not a JPEG", ErrMalformed)
		}
	}
	return cmp.Or(upTo("photos", len(photos), MaxPhotos), upTo("bytes of photos", total, MaxPictures))
}

func returnFromWire(w *pb.OrderReturn) (Return, error) {
	return Return{partsFromWire(w.Parts), w.Reason, w.Photos}, nil
}

func allowFromWire(w *pb.OrderReturnAnswer) (a Allow, err error) {
	a.Text = w.Text
	return a, fill("the return", a.Return[:], w.Return)
}

func refuseFromWire(w *pb.OrderReturnAnswer) (r Refuse, err error) {
	r.Text = w.Text
	return r, fill("the return", r.Return[:], w.Return)
}

func receiveToWire(r Receive) *pb.OrderReceive {
	return &pb.OrderReceive{Return: r.Return[:], Parts: partsToWire(r.Parts), Restock: r.Restock, Note: r.Note}
}

func receiveFromWire(w *pb.OrderReceive) (r Receive, err error) {
	r = Receive{Parts: partsFromWire(w.Parts), Restock: w.Restock, Note: w.Note}
	return r, fill("the return", r.Return[:], w.Return)
}
