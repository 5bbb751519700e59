package httpapi

import (
	"net/http"
	"strconv"

	"restante/messaging/webhook"
)

// hookCalls answers the routes of webhooks.
type hookCalls struct{ hooks Webhooks }

func webhookRoutes(w Webhooks) []route {
	a := hookCalls{w}
	return []route{
		answer("GET", "/ob/webhooks", "The addresses that are told what happens", a.all),
		accept("POST", "/ob/webhooks", "Adds one, and shows its secret for the only time", a.add),
		answer("GET", "/ob/webhooks/{id}", "One of them", a.get),
		accept("PUT", "/ob/webhooks/{id}", "Changes one", a.change),
		answer("DELETE", "/ob/webhooks/{id}", "Forgets one, with all that waits for it", a.remove),
		answer("POST", "/ob/webhooks/{id}/test", "Sends an event there that says nothing, and answers with what came of it", a.test),
		answer("GET", "/ob/webhooks/{id}/deliveries", "What went there and what waits, the newest first", a.log).with(
			param{name: "state", in: "query", about: "waiting, delivered or givenUp"},
			param{name: "limit", in: "query", integer: true, about: "at most 500; 50 by default"},
			param{name: "offsetId", in: "query", integer: true, about: "the last delivery of the window before"}),
		accept("POST", "/ob/webhooks/{id}/redeliver", "Sends events there again", a.again),
		accept("POST", "/ob/webhooks/{id}/secret", "Gives it another secret; the one before signs too for a day", a.rotate),
	}
}

func (a hookCalls) all(r *http.Request) ([]hookForm, error) {
	all, err := a.hooks.Hooks(r.Context())
	return each(all, hookOf), err
}

func (a hookCalls) add(r *http.Request, in hookBody) (hookSecret, error) {
	h, secret, err := a.hooks.Add(r.Context(), webhook.New{
		URL: in.URL, Description: in.Description, Types: in.Types, Paused: in.Paused, Secret: in.Secret,
	})
	return hookSecret{hookOf(h), secret}, err
}

func (a hookCalls) get(r *http.Request) (hookForm, error) {
	h, err := a.hooks.Hook(r.Context(), r.PathValue("id"))
	return hookOf(h), err
}

func (a hookCalls) change(r *http.Request, in hookChange) (hookForm, error) {
	h, err := a.hooks.Change(r.Context(), r.PathValue("id"), webhook.Change(in))
	return hookOf(h), err
}

func (a hookCalls) remove(r *http.Request) (done, error) {
	return done{}, a.hooks.Remove(r.Context(), r.PathValue("id"))
}

func (a hookCalls) test(r *http.Request) (testReply, error) {
	got, err := a.hooks.Test(r.Context(), r.PathValue("id"))
	return testReply{got.Why == "", answerOf(got)}, err
}

func (a hookCalls) log(r *http.Request) ([]hookDelivery, error) {
	q, err := logQuery(r)
	if err != nil {
		return nil, err
	}
	all, err := a.hooks.Deliveries(r.Context(), r.PathValue("id"), q)
	return each(all, deliveryOf), err
}

func logQuery(r *http.Request) (q webhook.Query, err error) {
	v := r.URL.Query()
	if text := v.Get("state"); text != "" {
		state, err := deliveryStates.parse(text)
		if err != nil {
			return q, err
		}
		q.State = &state
	}
	if q.Limit, err = parseNumber(v.Get("limit"), "limit", webhook.MaxPage); err != nil {
		return q, err
	}
	if text := v.Get("offsetId"); text != "" {
		if q.Before, err = strconv.ParseInt(text, 10, 64); err != nil || q.Before < 1 {
			return q, bad("offsetId is not the ID of a delivery")
		}
	}
	return q, nil
}

func (a hookCalls) again(r *http.Request, in againForm) (out againCount, err error) {
	id := r.PathValue("id")
	if in.DeliveryID == 0 && in.Since.IsZero() {
		return out, bad("say which delivery, or since when")
	}
	if !in.Since.IsZero() {
		if out.Deliveries, err = a.hooks.RedeliverSince(r.Context(), id, in.Since); err != nil {
			return out, err
		}
	}
	if in.DeliveryID != 0 {
		err = a.hooks.Redeliver(r.Context(), id, in.DeliveryID)
		out.Deliveries++
	}
	return out, err
}

func (a hookCalls) rotate(r *http.Request, in secretForm) (secretForm, error) {
	secret, err := a.hooks.Rotate(r.Context(), r.PathValue("id"), in.Secret)
	return secretForm{secret}, err
}
