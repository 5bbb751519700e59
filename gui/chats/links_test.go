package chats

import (
	"slices"
	"strings"
	"testing"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
)

func TestLinksInAMessage(t *testing.T) {
	owner := guitest.ID("Jonas Berg").String()
	for text, want := range map[string][]string{
		"see https://shop.example/mugs.":                         {"https://shop.example/mugs"},
		"(https://a.example/b) and «http://c.example»":           {"https://a.example/b", "http://c.example"},
		"https://en.example/wiki/Mug_(cup)":                      {"https://en.example/wiki/Mug_(cup)"},
		"twice https://a.example https://a.example":              {"https://a.example"},
		"restante:shop/" + owner + "/blue-mug!":                  {"restante:shop/" + owner + "/blue-mug"},
		"this is Ben: restante:peer/" + owner:                    {"restante:peer/" + owner},
		"shop.example, mail@shop.example, C://x, http:// nobody": nil,
		"https://bank.example@evil.example/":                     nil, // says one thing and goes elsewhere
		"https://b\u0430nk.example":                              nil,
		"javascript:alert(1) file:///etc/passwd restante:later/": nil,
		strings.Repeat("a ", maxSought) + "https://far.example":  nil,
		strings.Repeat("https://a.example/", 2000):               nil, // half of it would lead elsewhere
	} {
		var got []string
		for _, l := range linksIn(text) {
			got = append(got, l.address)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%.60q leads to %.200q, want %.200q", text, got, want)
		}
	}
	if n := len(linksIn(strings.Repeat("https://a.example/? https://b.example https://c.example/ ", 20))); n > maxLinks {
		t.Errorf("%d links are offered", n)
	}
}

// TestALinkIsFollowedAfterAQuestion taps the button below a message, and the menu's.
func TestALinkIsFollowedAfterAQuestion(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := guitest.ID("Jonas Berg")
	var opened, followed []string
	d.page.o.Browse = func(url string) error { opened = append(opened, url); return nil }
	d.page.o.Follow = func(link string) { followed = append(followed, link) }
	page := d.world.Say(id, guitest.Now, "https://shop.example/mugs", "")
	person := d.world.Say(id, guitest.Now, "Ben: restante:peer/"+id.String(), "")
	d.open("Jonas Berg")
	if got := d.deed(page.ID); got != "Open shop.example" {
		t.Errorf("the page's button says %q", got)
	}
	d.page.talk.act(page.ID)
	if len(opened) > 0 {
		t.Error("nobody was asked")
	}
	d.press("Open the page")
	if got := d.deed(person.ID); got != "Add this person" {
		t.Errorf("the person's button says %q", got)
	}
	d.page.talk.act(person.ID)
	d.page.talk.act("nothing")
	for _, item := range d.page.talk.leads(widget.Message{Text: page.Text + " " + person.Text}) {
		item.Action()
	}
	d.press("Cancel")
	if !slices.Equal(opened, []string{"https://shop.example/mugs"}) || len(followed) != 2 {
		t.Errorf("opened %q, followed %q", opened, followed)
	}
}

// TestWhatFailedIsSentAgain also where it has a link.
func TestWhatFailedIsSentAgain(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	m := d.world.Say(guitest.ID("Jonas Berg"), guitest.Now, "https://shop.example/mugs", delivery.Failed)
	d.open("Jonas Berg")
	if got := d.deed(m.ID); got != "Send again" {
		t.Errorf("its button says %q", got)
	}
	d.page.talk.act(m.ID)
	if d.called("again") != 1 {
		t.Errorf("called: %q", d.world.Calls)
	}
}

func (d *desk) deed(id string) string {
	m, _ := d.page.talk.view.Message(id)
	return m.Deed.Word
}

// TestAShopIsVisitedAfterAQuestion: its owner learns of it.
func TestAShopIsVisitedAfterAQuestion(t *testing.T) {
	d := newDesk(t, guitest.Busy())
	id := guitest.ID("Jonas Berg")
	var followed []string
	d.page.o.Follow = func(link string) { followed = append(followed, link) }
	m := d.world.Say(id, guitest.Now, "restante:shop/"+id.String()+"/blue-mug", "")
	d.open("Jonas Berg")
	d.page.talk.act(m.ID)
	d.says("Visit the shop?")
	if len(followed) > 0 {
		t.Error("nobody was asked")
	}
	guitest.Press(t, d.canvas, "Visit the shop")
	if !slices.Equal(followed, []string{m.Text}) {
		t.Errorf("followed %q", followed)
	}
}

// TestWhatIsShownOfALink: the end of a host, the whole of a page, the start of what is for
// programs.
func TestWhatIsShownOfALink(t *testing.T) {
	host := "accounts.bank.example." + strings.Repeat("a", 30) + ".evil.example"
	if got := linksIn("https://" + host)[0].deed.Word; strings.Contains(got, "bank") || !strings.HasSuffix(got, ".evil.example") {
		t.Errorf("the button says %q", got)
	}
	long := "restante:peer/" + strings.Repeat("é", 50)
	page := "https://e.example/" + long
	if got, want := shortened(page+" "+long+" end"), page+" "+long[:14]+strings.Repeat("é", plainLink-14)+"… end"; got != want {
		t.Errorf("shown is %q, want %q", got, want)
	}
}
