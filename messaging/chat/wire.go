package chat

import (
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"restante/messaging/delivery"
	"restante/messaging/pb"
)

func (l line) toWire() ([]byte, error) {
	return proto.Marshal(&pb.Chat{MessageId: l.id, Subject: l.subject, Message: l.text, Timestamp: timestamppb.New(l.at)})
}

func lineFromWire(b []byte) (line, error) {
	var w pb.Chat
	if err := proto.Unmarshal(b, &w); err != nil {
		return line{}, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	if err := w.Timestamp.CheckValid(); err != nil || w.Flag != pb.Chat_MESSAGE {
		return line{}, fmt.Errorf("%w: not a line of chat", delivery.ErrInvalid)
	}
	return line{id: w.MessageId, subject: w.Subject, text: w.Message, at: w.Timestamp.AsTime()}, nil
}
