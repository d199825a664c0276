# Webhooks: programs elsewhere that are told what is new.

webhooks = Webhooks
webhooks-why = Each new line of the journal is told as a mark: number, hash, time and a link. What it says has to be asked for with a token.
webhooks-none = There is none.
webhook-new = Make a webhook
webhook-end = End it
webhook-number = Number
webhook-address = Address
webhook-for = For the account
webhook-for-hint = Told is only what this account may know.
webhook-of = Told of
webhook-every = every line of the journal
webhook-bulletins = issued bulletins
deliveries = Deliveries
deliveries-none = None yet.
delivery-line = Line
delivery-state = State
delivery-tries = Tries
delivery-said = Last answer
delivery-waits = waits
delivery-taken = taken
delivery-given-up = given up
deliveries-tries = { $number ->
    [one] A delivery is tried once.
   *[other] A delivery is tried { $number } times at most, after pauses that grow.
}
