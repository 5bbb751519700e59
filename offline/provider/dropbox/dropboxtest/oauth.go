package dropboxtest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"restante/offline/provider/dropbox"
)

// consent is what a person said yes to.
type consent struct {
	redirect  string
	challenge string
	lasting   bool
	scopes    []string
}

// session is what an access token is good for.
type session struct {
	consent
	until time.Time
}

func (s session) may(scope string) bool { return slices.Contains(s.scopes, scope) }

func random(prefix string) string { return prefix + rand.Text() }

// authorize is the page on which a person says yes or no.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if why := wrong(q); why != "" {
		http.Error(w, why, http.StatusBadRequest)
		return
	}
	if r.Method == http.MethodGet {
		fmt.Fprint(w, `<form method="post"><button name="answer" value="allow">Allow</button></form>`)
		return
	}
	back := url.Values{"state": {q.Get("state")}}
	if r.PostFormValue("answer") == "allow" {
		back.Set("code", s.code(q))
	} else {
		back.Set("error", "access_denied")
		back.Set("error_description", "The user chose not to give your app access to their Dropbox account.")
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// wrong is what the page would say about an app that asks in the wrong way.
func wrong(q url.Values) string {
	challenge, err := base64.RawURLEncoding.DecodeString(q.Get("code_challenge"))
	switch {
	case q.Get("client_id") != AppKey:
		return `Invalid client_id: it is not the key of an app.`
	case !slices.Contains(dropbox.Redirects, q.Get("redirect_uri")):
		return "Invalid redirect_uri. It must exactly match one of the redirect URIs you've pre-configured for your app (including the path)."
	case q.Get("response_type") != "code":
		return "Invalid response_type."
	case q.Get("code_challenge_method") != "S256" || err != nil || len(challenge) != sha256.Size:
		return "Invalid code_challenge."
	}
	return ""
}

func (s *Server) code(q url.Values) string {
	code := random("code-")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = consent{
		redirect:  q.Get("redirect_uri"),
		challenge: q.Get("code_challenge"),
		lasting:   q.Get("token_access_type") == "offline",
		scopes:    strings.Fields(q.Get("scope")),
	}
	return code
}

// token gives an access token for a code or a refresh token.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.PostFormValue("client_id") != AppKey {
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_client", "error_description": "Invalid client_id or client_secret"})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var c consent
	var why string
	reply := map[string]any{"token_type": "bearer", "expires_in": 14400, "uid": "1", "account_id": "dbid:1"}
	switch r.PostFormValue("grant_type") {
	case "authorization_code":
		if c, why = s.redeem(r); why == "" && c.lasting {
			refresh := random("rt-")
			s.refresh[refresh] = c
			reply["refresh_token"] = refresh
		}
	case "refresh_token":
		var ok bool
		if c, ok = s.refresh[r.PostFormValue("refresh_token")]; !ok {
			why = "refresh token is invalid or revoked"
		}
	default:
		why = "unsupported grant type"
	}
	if why != "" {
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant", "error_description": why})
		return
	}
	access := random("sl.")
	s.access[access] = session{c, time.Now().Add(4 * time.Hour)}
	reply["access_token"], reply["scope"] = access, strings.Join(c.scopes, " ")
	answer(w, http.StatusOK, reply)
}

// redeem takes a code, which is good for one try.
func (s *Server) redeem(r *http.Request) (c consent, why string) {
	code := r.PostFormValue("code")
	c, ok := s.codes[code]
	delete(s.codes, code)
	hash := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case !ok:
		return c, "code doesn't exist or has expired"
	case r.PostFormValue("redirect_uri") != c.redirect:
		return c, "redirect_uri mismatch"
	case base64.RawURLEncoding.EncodeToString(hash[:]) != c.challenge:
		return c, "invalid code verifier"
	}
	return c, ""
}

// Agree is a person's browser: it opens the address, says yes, and goes where it is
// sent. It returns what the last page said.
func (s *Server) Agree(at string) (page string, err error) { return s.browse(at, "allow") }

// Deny is a person who says no.
func (s *Server) Deny(at string) (page string, err error) { return s.browse(at, "deny") }

func (s *Server) browse(at, say string) (string, error) {
	browser := &http.Client{Transport: s.Transport(http.DefaultTransport)}
	if page, err := text(browser.Get(at)); err != nil {
		return page, err
	}
	return text(browser.PostForm(at, url.Values{"answer": {say}}))
}
