package api

// InboxAnswer is the body of PUT /inbox: how notifications are answered.
type InboxAnswer struct {
	Answer string `json:"answer"`          // of choice.ReceiverAnswers
	Value  Value  `json:"value,omitempty"` // ret_code of refuse, status of status, duration of slow, body of garbage; each has a default
	Times  int    `json:"times,omitempty"` // how many notifications are answered so, before they are acknowledged; 0: all
}

// Inbox answers GET /inbox: what came to the sandbox's inbox, oldest first, and how the next notification is answered.
type Inbox struct {
	URL      string      `json:"url"`
	Answer   InboxAnswer `json:"answer"`
	Messages []Received  `json:"messages"`
	Next     string      `json:"next,omitempty"`
	Omitted  int         `json:"omitted,omitempty"` // older ones that newest left out
}

// Received is a notification or a return, what a good merchant makes of it, and how it was answered.
type Received struct {
	ID          uint64           `json:"id"`
	At          Time             `json:"at"`   // platform time
	Kind        string           `json:"kind"` // of choice.MessageKinds
	Method      string           `json:"method"`
	ContentType string           `json:"content_type,omitempty"`
	Query       string           `json:"query,omitempty"`
	Body        string           `json:"body"`             // as it came
	Fields      Message          `json:"fields,omitempty"` // the signed message
	Verdict     string           `json:"verdict"`          // of choice.MessageVerdicts
	Reason      string           `json:"reason,omitempty"` // why it is not genuine
	Diagnosis   []Finding        `json:"diagnosis,omitempty"`
	Answer      string           `json:"answer,omitempty"` // of choice.ReceiverAnswers, of a notification
	Response    DeliveryResponse `json:"response"`
	Forwarded   *Forwarded       `json:"forwarded,omitempty"` // the answer of the shop that it was passed on to (llsim listen --forward)
}

// Forwarded is what a shop answered to which a message was passed on.
type Forwarded struct {
	DeliveryResponse
	Error string `json:"error,omitempty"` // why there is no answer
}
