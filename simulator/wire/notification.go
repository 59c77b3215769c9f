package wire

// UnsignedInNotification is the field that a payment's notification has outside its signature (NTF-10).
const UnsignedInNotification = "card_no"
