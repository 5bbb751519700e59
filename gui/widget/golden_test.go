package widget

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestMarkup compares what is drawn with testdata, in structure, place and colour.
func TestMarkup(t *testing.T) {
	dress(t)
	for name, o := range map[string]fyne.CanvasObject{
		"buttons":      Row(8, NewButton("Save", "check", Primary, nil), NewButton("Later", "", Secondary, nil), NewButton("No", "", Quiet, nil), NewButton("Delete", "", Danger, nil)),
		"pills":        Row(8, Pill("3 healthy", "check", Fine), Pill("away", "", Careful), Pill("failed", "", Broken)),
		"conversation": states(),
	} {
		w := test.NewTempWindow(t, o)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(600, 560))
		test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
	}
}

// states is a conversation with every state of a message.
func states() *Conversation {
	c := NewConversation(nil, labels)
	at := func(m int) time.Time { return morning.Add(time.Duration(m) * time.Minute) }
	c.Set([]Message{
		{ID: "1", Text: "Are they back in stock?", Time: at(0)},
		{ID: "2", Text: "Yes", Out: true, Mark: Read, Time: at(1)},
		{ID: "3", Text: "Tomorrow before six", Out: true, Mark: Delivered, Time: at(2)},
		{ID: "4", Text: "A photo", Out: true, Mark: Failed, Note: "Not sent: the disk was full", Again: "Send again", Time: at(3)},
		{ID: "5", Text: "The parcel left", Out: true, Mark: Stored, Note: "held by 3 until 21 Dec", Time: at(4)},
		{ID: "6", Text: "Tracking follows", Out: true, Mark: Waiting, Note: "waiting for the keys of Marta", Time: at(5)},
		{ID: "7", Text: "Thank you", Out: true, Mark: Queued, Time: at(6)},
		{ID: "8", Text: "A longer answer that takes more than one line in a bubble of this width, as most do", New: true, Time: at(24 * 60)},
	}, false)
	return c
}
