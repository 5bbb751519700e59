package demo

import (
	"fmt"
	"math"
	"time"

	"restante/messaging/chat"
)

// justNow is how long before his return something may be written and still come
// straight to Ben.
const justNow = 2 * time.Second

// benHello is written before the window opens, and read when Ben is gone.
const benHello = `Hello, I am Ben. Your window was not open when I wrote this: %s held it for you, sealed.

Now I am the one who is away. Write something to me, and it will wait in the same way until I am back, in half a minute or so. The mark under your message says where it is; click it to see the path so far.`

const (
	benFound     = "I am back, and your message is here. It waited %s for me, sealed, at %s. I stay for a while."
	benFoundMany = "I am back, and your %d messages are here. The first one waited %s for me, sealed, at %s. I stay for a while."
	benFoundOdd  = "I am back, and what you wrote is here. It waited %s for me. I stay for a while."
	benFoundNone = "I am back. Nothing from you waited for me: write while I am away. I stay for a while."
	benDirect    = "I am here, so your message did not have to wait: straight from your computer to mine is the first way that is tried. Soon I am off again; write to me then."
	benLeaves    = "I am off. Write to me: %s will hold it until I am back."
)

// benFinds says what waited for Ben; last is when the push nodes last took something.
func (w *World) benFinds(ms []chat.Message, last time.Time) string {
	if len(ms) == 0 {
		return benFoundNone
	}
	waited := time.Since(ms[0].Time)
	switch {
	case last.Before(ms[0].Time) || waited < justNow: // nobody is known to have held it
		return fmt.Sprintf(benFoundOdd, seconds(waited))
	case len(ms) == 1:
		return fmt.Sprintf(benFound, seconds(waited), w.holders())
	}
	return fmt.Sprintf(benFoundMany, len(ms), seconds(waited), w.holders())
}

// messages is a number of them in words.
func messages(n int) string {
	switch n {
	case 0:
		return "no message"
	case 1:
		return "1 message"
	}
	return fmt.Sprint(n, " messages")
}

// seconds is a time in words.
func seconds(d time.Duration) string {
	switch s := math.Round(d.Seconds()); {
	case s < 1:
		return "less than a second"
	case s == 1:
		return "1 second"
	default:
		return fmt.Sprint(s, " seconds")
	}
}
