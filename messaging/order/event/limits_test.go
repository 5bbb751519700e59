package event

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
)

func text(n int) string { return strings.Repeat("x", n) }

func jpegOf(n int) []byte { return append([]byte{0xFF, 0xD8, 0xFF}, make([]byte, n-3)...) }

// What is over a limit is neither signed nor read, and what is at one is.
func TestLimits(t *testing.T) {
	part := []Part{{0, 1}}
	for name, c := range map[string]struct {
		most, over Body
	}{
		"memo":      {with(t, func(o *Order) { o.Memo = text(MaxNote) }), with(t, func(o *Order) { o.Memo = text(MaxNote + 1) })},
		"contact":   {with(t, func(o *Order) { o.Contact = text(MaxField) }), with(t, func(o *Order) { o.Contact = text(MaxField + 1) })},
		"name":      {with(t, func(o *Order) { o.ShipTo.Name = text(MaxField) }), with(t, func(o *Order) { o.ShipTo.Name = text(MaxField + 1) })},
		"times":     {with(t, func(o *Order) { o.Times.Ship = MaxHours }), with(t, func(o *Order) { o.Times.Ship = MaxHours + 1 })},
		"tickets":   {with(t, func(o *Order) { o.Tickets = tickets(MaxTickets, 100) }), with(t, func(o *Order) { o.Tickets = tickets(MaxTickets+1, 100) })},
		"token":     {with(t, func(o *Order) { o.Tickets = tickets(1, MaxToken) }), with(t, func(o *Order) { o.Tickets = tickets(1, MaxToken+1) })},
		"ways":      {Confirm{Ways: make([]Way, MaxWays)}, Confirm{Ways: make([]Way, MaxWays+1)}},
		"invoice":   {Confirm{Ways: []Way{{To: text(MaxTo)}}}, Confirm{Ways: []Way{{To: text(MaxTo + 1)}}}},
		"code":      {Failure{Code: text(MaxCode)}, Failure{Code: text(MaxCode + 1)}},
		"reason":    {Decline{text(MaxNote)}, Decline{text(MaxNote + 1)}},
		"amount":    {Paid{Amount: money.Max}, Paid{Amount: money.Max + 1}},
		"refund":    {Refund{Amount: money.Max}, Refund{Amount: money.Max + 1}},
		"shares":    {Decision{Buyer: money.Max, Text: "x"}, Decision{Buyer: money.Max, Merchant: 1, Text: "x"}},
		"found":     {Decision{Found: money.Max, Text: "x"}, Decision{Found: money.Max + 1, Text: "x"}},
		"parts":     {Ship{Parts: parts(MaxLines)}, Ship{Parts: parts(MaxLines + 1)}},
		"tracking":  {Ship{Parts: part, Tracking: text(MaxField)}, Ship{Parts: part, Tracking: text(MaxField + 1)}},
		"link":      {Ship{Parts: part, URL: "https://" + text(MaxURL-8)}, Ship{Parts: part, URL: "https://" + text(MaxURL-7)}},
		"keys":      {Deliver{Parts: part, Keys: make([]string, MaxKeys)}, Deliver{Parts: part, Keys: make([]string, MaxKeys+1)}},
		"key":       {Deliver{Parts: part, Keys: []string{text(MaxKey)}}, Deliver{Parts: part, Keys: []string{text(MaxKey + 1)}}},
		"delivered": {Deliver{Parts: part, Text: text(MaxText)}, Deliver{Parts: part, Text: text(MaxText + 1)}},
		"rating":    {Rate{Scores: scores(1), Text: text(MaxNote)}, Rate{Scores: scores(1), Text: text(MaxNote + 1)}},
		"scores":    {Rate{Scores: scores(MaxLines)}, Rate{Scores: scores(MaxLines + 1)}},
		"stars":     {Rate{Scores: []Score{{0, MaxStars}}}, Rate{Scores: []Score{{0, MaxStars + 1}}}},
		"photos":    {Rate{Scores: scores(1), Photos: photos(MaxPhotos)}, Rate{Scores: scores(1), Photos: photos(MaxPhotos + 1)}},
		"pictures": {
			Rate{Scores: scores(1), Text: text(MaxNote), Photos: [][]byte{jpegOf(MaxPictures)}},
			Rate{Scores: scores(1), Photos: [][]byte{jpegOf(MaxPictures + 1)}},
		},
		"return":      {Return{Parts: part, Reason: text(MaxNote)}, Return{Parts: part, Reason: text(MaxNote + 1)}},
		"of a return": {Return{Parts: part, Reason: "x", Photos: photos(MaxPhotos)}, Return{Parts: part, Reason: "x", Photos: photos(MaxPhotos + 1)}},
		"allowed":     {Allow{Text: text(MaxText)}, Allow{Text: text(MaxText + 1)}},
		"refused":     {Refuse{Text: text(MaxText)}, Refuse{Text: text(MaxText + 1)}},
		"received":    {Receive{Parts: parts(MaxLines)}, Receive{Parts: parts(MaxLines + 1)}},
		"return time": {with(t, func(o *Order) { o.Times.Return = MaxHours }), with(t, func(o *Order) { o.Times.Return = MaxHours + 1 })},
		"message":     {Message{text(MaxText)}, Message{text(MaxText + 1)}},
	} {
		k := keyFrom(t, 1)
		if _, _, err := Sign(k, draft(c.most)); err != nil {
			t.Errorf("%s at its limit: %v", name, err)
		}
		_, _, err := Sign(k, draft(c.over))
		if err == nil {
			t.Errorf("%s over its limit is signed", name)
		}
		forged := forge(t, c.over)
		if _, err := Open(forged); err == nil {
			t.Errorf("%s over its limit is read", name)
		}
	}
}

// forge signs what Sign refuses.
func forge(t *testing.T, b Body) []byte {
	t.Helper()
	k := keyFrom(t, 1)
	e := draft(b)
	e.Author = k.ID()
	raw, err := toWire(e)
	must(t, err)
	return append(raw, k.Sign(purpose, raw)...)
}

func with(t *testing.T, change func(o *Order)) Order {
	o := order(t)
	change(&o)
	return o
}

func tickets(n, size int) (all []Ticket) {
	for range n {
		all = append(all, Ticket{Token: make([]byte, size)})
	}
	return all
}

func parts(n int) (all []Part) {
	for i := range n {
		all = append(all, Part{uint32(i), 1})
	}
	return all
}

func scores(n int) (all []Score) {
	for i := range n {
		all = append(all, Score{uint32(i), 1})
	}
	return all
}

func photos(n int) (all [][]byte) {
	for range n {
		all = append(all, jpegOf(100))
	}
	return all
}

func TestAnEventFitsAnEnvelope(t *testing.T) {
	var words []string
	for i := range MaxKeys {
		words = append(words, fmt.Sprint(i, text(MaxKey-2)))
	}
	_, _, err := Sign(keyFrom(t, 1), draft(Deliver{Parts: []Part{{0, 1}}, Keys: words, Text: text(MaxText)}))
	wants(t, "30 KiB of keys", err, ErrLimit)
	_, err = Open(make([]byte, MaxSize+1))
	wants(t, "too many bytes", err, ErrLimit)
}

// What is not over a limit and yet nonsense.
func TestNonsense(t *testing.T) {
	part := []Part{{0, 1}}
	self := with(t, func(o *Order) { o.Merchant = idFrom(t, 1) })
	for name, c := range map[string]struct {
		body Body
		want error
	}{
		"nothing":              {nil, ErrMalformed},
		"bought from oneself":  {self, ErrPeople},
		"judged by the buyer":  {with(t, func(o *Order) { o.Moderator = idFrom(t, 1) }), ErrPeople},
		"judged by the seller": {with(t, func(o *Order) { o.Moderator = o.Merchant }), ErrPeople},
		"from nobody":          {with(t, func(o *Order) { o.Merchant = "" }), ErrMalformed},
		"a total too low":      {with(t, func(o *Order) { o.Terms.Total-- }), ErrMalformed},
		"an unknown currency":  {with(t, func(o *Order) { o.Terms.Currency.Code = "eur" }), ErrMalformed},
		"a ticket for no line": {with(t, func(o *Order) { o.Tickets[0].Line = 1 }), ErrMalformed},
		"an empty ticket":      {with(t, func(o *Order) { o.Tickets[0].Token = nil }), ErrMalformed},
		"a country in words":   {with(t, func(o *Order) { o.ShipTo.Country = "Germany" }), ErrMalformed},
		"sent elsewhere":       {with(t, func(o *Order) { o.ShipTo.Country = "US" }), ErrMalformed},
		"sent nowhere":         {with(t, func(o *Order) { o.ShipTo.Country = "" }), ErrMalformed},
		"less than nothing":    {Noted{Amount: -1}, ErrMalformed},
		"the least number":     {Refund{Amount: -1 << 63}, ErrMalformed},
		"nothing paid":         {Paid{}, ErrMalformed},
		"a share below zero":   {Decision{Buyer: -5, Merchant: 10, Text: "x"}, ErrMalformed},
		"a decision unsaid":    {Decision{Buyer: 1}, ErrMalformed},
		"nothing shipped":      {Ship{}, ErrMalformed},
		"no pieces":            {Ship{Parts: []Part{{0, 0}}}, ErrMalformed},
		"a line twice":         {Deliver{Parts: []Part{{0, 1}, {0, 1}}}, ErrMalformed},
		"a file nowhere":       {Deliver{Parts: part, Files: []File{{Name: "x"}}}, ErrMalformed},
		"a link to a program":  {Ship{Parts: part, URL: "javascript:alert(1)"}, ErrMalformed},
		"a link to a folder":   {Ship{Parts: part, URL: "file:///etc/passwd"}, ErrMalformed},
		"a photo that is none": {Rate{Scores: scores(1), Photos: [][]byte{[]byte("GIF89a")}}, ErrMalformed},
		"no stars":             {Rate{Scores: []Score{{0, 0}}}, ErrMalformed},
		"no score":             {Rate{Text: "x"}, ErrMalformed},
		"nothing returned":     {Return{Reason: "x"}, ErrMalformed},
		"returned unsaid":      {Return{Parts: part}, ErrMalformed},
		"refused unsaid":       {Refuse{}, ErrMalformed},
		"nothing came back":    {Receive{}, ErrMalformed},
		"half a photo":         {Return{Parts: part, Reason: "x", Photos: [][]byte{{0xFF}}}, ErrMalformed},
		"an empty message":     {Message{" \n"}, ErrMalformed},
		"no code":              {Failure{}, ErrMalformed},
		"paid by the year 1":   {Confirm{PayBy: time.Time{}.Add(time.Second)}, ErrMalformed},
		"a line in a line":     {Ship{Parts: part, Tracking: "a\nb"}, ErrText},
		"an Arabic line":       {with(t, func(o *Order) { o.ShipTo.Street = "\u200fشارع 5\u200f" }), nil},
		"a turned line":        {with(t, func(o *Order) { o.ShipTo.Street = "a\u202eb" }), ErrText},
		"a bell":               {Message{"a\ab"}, ErrText},
		"not UTF-8":            {Message{"\xff"}, ErrText},
	} {
		e := Event{At: noon, Body: c.body}
		if c.body != nil {
			e = draft(c.body)
		}
		_, _, err := Sign(keyFrom(t, 1), e)
		wants(t, name, err, c.want)
	}
}
