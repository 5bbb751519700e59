package event

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/pb"
)

func bodyToWire(b Body) (proto.Message, error) {
	if o, first := b.(Order); first {
		return orderToWire(o)
	}
	return laterToWire(b), nil
}

func laterToWire(b Body) proto.Message {
	switch b := b.(type) {
	case Confirm:
		return confirmToWire(b)
	case Failure:
		return &pb.OrderFailure{Code: b.Code, Reason: b.Reason}
	case Decline:
		return &pb.OrderEnd{Reason: b.Reason}
	case Cancel:
		return &pb.OrderEnd{Reason: b.Reason}
	case Unpaid:
		return &pb.OrderEnd{Reason: b.Reason}
	case Noted:
		return &pb.OrderPayment{Method: b.Method, Reference: b.Reference, Amount: int64(b.Amount)}
	case Paid:
		return &pb.OrderPayment{Method: b.Method, Reference: b.Reference, Amount: int64(b.Amount)}
	case Refund:
		return &pb.OrderRefund{Amount: int64(b.Amount), Method: b.Method, Reference: b.Reference, Reason: b.Reason, Parts: partsToWire(b.Parts)}
	case Ship:
		return &pb.OrderShip{Parts: partsToWire(b.Parts), Carrier: b.Carrier, Tracking: b.Tracking, Url: b.URL, Note: b.Note}
	case Deliver:
		return deliverToWire(b)
	case Complete:
		return &pb.OrderComplete{Note: b.Note}
	case Rate:
		return rateToWire(b)
	case Reply:
		return &pb.OrderReply{Rating: b.Rating[:], Text: b.Text}
	case Return:
		return &pb.OrderReturn{Parts: partsToWire(b.Parts), Reason: b.Reason, Photos: b.Photos}
	case Allow:
		return &pb.OrderReturnAnswer{Return: b.Return[:], Text: b.Text}
	case Refuse:
		return &pb.OrderReturnAnswer{Return: b.Return[:], Text: b.Text}
	case Receive:
		return receiveToWire(b)
	case Dispute:
		return &pb.OrderWords{Text: b.Text}
	case Answer:
		return &pb.OrderWords{Text: b.Text}
	case Message:
		return &pb.OrderWords{Text: b.Text}
	case Decision:
		return &pb.OrderDecision{Buyer: int64(b.Buyer), Merchant: int64(b.Merchant), Found: int64(b.Found), Text: b.Text}
	}
	panic(fmt.Sprintf("event: a body of type %T", b)) // only this package has bodies
}

func bodyFromWire(k Kind, b []byte) (Body, error) {
	switch k {
	case KindOrder:
		return read(b, &pb.OrderPlaced{}, orderFromWire)
	case KindConfirm:
		return read(b, &pb.OrderConfirm{}, confirmFromWire)
	case KindFailure:
		return read(b, &pb.OrderFailure{}, failureFromWire)
	case KindDecline:
		return read(b, &pb.OrderEnd{}, func(w *pb.OrderEnd) (Decline, error) { return Decline{w.Reason}, nil })
	case KindCancel:
		return read(b, &pb.OrderEnd{}, func(w *pb.OrderEnd) (Cancel, error) { return Cancel{w.Reason}, nil })
	case KindUnpaid:
		return read(b, &pb.OrderEnd{}, func(w *pb.OrderEnd) (Unpaid, error) { return Unpaid{w.Reason}, nil })
	case KindNoted:
		return read(b, &pb.OrderPayment{}, func(w *pb.OrderPayment) (Noted, error) { return Noted(paymentFromWire(w)), nil })
	case KindPaid:
		return read(b, &pb.OrderPayment{}, func(w *pb.OrderPayment) (Paid, error) { return Paid(paymentFromWire(w)), nil })
	case KindRefund:
		return read(b, &pb.OrderRefund{}, refundFromWire)
	case KindShip:
		return read(b, &pb.OrderShip{}, shipFromWire)
	case KindDeliver:
		return read(b, &pb.OrderDeliver{}, deliverFromWire)
	case KindComplete:
		return read(b, &pb.OrderComplete{}, func(w *pb.OrderComplete) (Complete, error) { return Complete{w.Note}, nil })
	case KindRate:
		return read(b, &pb.OrderRate{}, rateFromWire)
	case KindReply:
		return read(b, &pb.OrderReply{}, replyFromWire)
	case KindReturn:
		return read(b, &pb.OrderReturn{}, returnFromWire)
	case KindAllow:
		return read(b, &pb.OrderReturnAnswer{}, allowFromWire)
	case KindRefuse:
		return read(b, &pb.OrderReturnAnswer{}, refuseFromWire)
	case KindReceive:
		return read(b, &pb.OrderReceive{}, receiveFromWire)
	case KindDispute:
		return read(b, &pb.OrderWords{}, func(w *pb.OrderWords) (Dispute, error) { return Dispute{w.Text}, nil })
	case KindAnswer:
		return read(b, &pb.OrderWords{}, func(w *pb.OrderWords) (Answer, error) { return Answer{w.Text}, nil })
	case KindMessage:
		return read(b, &pb.OrderWords{}, func(w *pb.OrderWords) (Message, error) { return Message{w.Text}, nil })
	case KindDecision:
		return read(b, &pb.OrderDecision{}, decisionFromWire)
	}
	return nil, fmt.Errorf("%w: %s", ErrKind, k)
}

// read decodes one kind of body.
func read[W proto.Message, B Body](b []byte, w W, from func(W) (B, error)) (Body, error) {
	if err := proto.Unmarshal(b, w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return from(w)
}
