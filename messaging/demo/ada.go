package demo

import (
	"context"
	"slices"
	"strings"
)

const adaHello = "Good morning! I keep the shop: walnut things, made by hand. Ask me what is in stock, what something costs, when we are open, or how we send. I am here all day."

// subjects are what Ada knows. The first one counts that has a word of the question.
var subjects = []struct{ words, answer string }{
	{"cost price much expensive cheap pay", "The organiser is 48, the tray 36, the pen rest 12. In oiled walnut each is 4 more."},
	{"open hour close closed today tomorrow", "Monday to Saturday, nine to six. But write at any hour: what comes while I am asleep waits for me."},
	{"send ship shipping deliver delivery post parcel long", "By post, in two or three days. In town my nephew brings it on his bicycle."},
	{"return broken exchange refund", "Bring it or send it back within a month. I mend what can be mended."},
	{"yes please aside reserve", "Done. I put one aside with your name on it."},
	{"stock have sell buy organiser organizer tray pen walnut thing", "Today: four desk organisers in oiled walnut, two trays, and a drawer full of pen rests. Shall I put one aside for you?"},
	{"thank bye", "You are welcome. Come again!"},
	{"hello hi hey morning evening", "Hello! What can I do for you? There are organisers, trays and pen rests."},
	{"who robot real bot you", "I am a few lines of Go with a whole node of my own. The messages between us are real ones, and nobody else can read them."},
}

const adaShrugs = "That I do not know. Ask me what is in stock, what something costs, when we are open, or how we send."

// adaSays answers a question by the words in it.
func adaSays(question string) string {
	asked := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return r < 'a' || r > 'z' })
	for _, s := range subjects {
		for word := range strings.FieldsSeq(s.words) {
			if slices.Contains(asked, word) || slices.Contains(asked, word+"s") {
				return s.answer
			}
		}
	}
	return adaShrugs
}

// keepShop is Ada's life: she answers whatever comes.
func (w *World) keepShop(ctx context.Context) {
	sub := w.ada.node.Bus.Subscribe(256)
	defer sub.Close()
	for ctx.Err() == nil {
		if _, err := w.ada.answer(ctx, w.you, w.Pace.Think, adaSays); err != nil && ctx.Err() == nil {
			w.Log.Error("Ada cannot answer", "err", err)
			return
		}
		await(ctx, sub)
	}
}
