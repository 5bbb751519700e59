package event

import (
	"fmt"

	"github.com/ipfs/go-cid"

	"restante/messaging/money"
	"restante/messaging/pb"
)

func confirmToWire(c Confirm) *pb.OrderConfirm {
	w := &pb.OrderConfirm{Note: c.Note, PayBy: millis(c.PayBy), ShipBy: millis(c.ShipBy)}
	for _, way := range c.Ways {
		w.Ways = append(w.Ways, &pb.OrderWay{Method: way.Method, To: way.To, Reference: way.Reference})
	}
	return w
}

func confirmFromWire(w *pb.OrderConfirm) (Confirm, error) {
	c := Confirm{Note: w.Note, PayBy: timeOf(w.PayBy), ShipBy: timeOf(w.ShipBy)}
	for _, way := range w.Ways {
		c.Ways = append(c.Ways, Way{way.Method, way.To, way.Reference})
	}
	return c, nil
}

func failureFromWire(w *pb.OrderFailure) (Failure, error) { return Failure{w.Code, w.Reason}, nil }

func paymentFromWire(w *pb.OrderPayment) Payment {
	return Payment{w.Method, w.Reference, money.Amount(w.Amount)}
}

func refundFromWire(w *pb.OrderRefund) (Refund, error) {
	return Refund{w.Method, w.Reference, money.Amount(w.Amount), w.Reason, partsFromWire(w.Parts)}, nil
}

func shipFromWire(w *pb.OrderShip) (Ship, error) {
	return Ship{partsFromWire(w.Parts), w.Carrier, w.Tracking, w.Url, w.Note}, nil
}

func partsToWire(parts []Part) (ws []*pb.OrderPart) {
	for _, p := range parts {
		ws = append(ws, &pb.OrderPart{Line: p.Line, Quantity: p.Quantity})
	}
	return ws
}

func partsFromWire(ws []*pb.OrderPart) (parts []Part) {
	for _, w := range ws {
		parts = append(parts, Part{w.Line, w.Quantity})
	}
	return parts
}

func deliverToWire(d Deliver) *pb.OrderDeliver {
	w := &pb.OrderDeliver{Parts: partsToWire(d.Parts), Text: d.Text, Keys: d.Keys}
	for _, f := range d.Files {
		w.Files = append(w.Files, &pb.OrderFile{Name: f.Name, Size: f.Size, Cid: f.CID.Bytes(), Key: f.Key[:]})
	}
	return w
}

func deliverFromWire(w *pb.OrderDeliver) (Deliver, error) {
	d := Deliver{Parts: partsFromWire(w.Parts), Text: w.Text, Keys: w.Keys}
	for _, f := range w.Files {
		file := File{Name: f.Name, Size: f.Size}
		var err error
		if file.CID, err = cid.Cast(f.Cid); err != nil {
			return Deliver{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		if err := fill("a file's key", file.Key[:], f.Key); err != nil {
			return Deliver{}, err
		}
		d.Files = append(d.Files, file)
	}
	return d, nil
}

func rateToWire(r Rate) *pb.OrderRate {
	w := &pb.OrderRate{Text: r.Text, Photos: r.Photos}
	for _, s := range r.Scores {
		w.Scores = append(w.Scores, &pb.OrderScore{Line: s.Line, Stars: s.Stars})
	}
	return w
}

func rateFromWire(w *pb.OrderRate) (Rate, error) {
	r := Rate{Text: w.Text, Photos: w.Photos}
	for _, s := range w.Scores {
		r.Scores = append(r.Scores, Score{s.Line, s.Stars})
	}
	return r, nil
}

func replyFromWire(w *pb.OrderReply) (r Reply, err error) {
	r.Text = w.Text
	return r, fill("the rating", r.Rating[:], w.Rating)
}

func decisionFromWire(w *pb.OrderDecision) (Decision, error) {
	return Decision{money.Amount(w.Buyer), money.Amount(w.Merchant), money.Amount(w.Found), w.Text}, nil
}
