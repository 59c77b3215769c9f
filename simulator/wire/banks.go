package wire

import "slices"

// Card types as in the answer to a card BIN query, which are also the pay types of express payment.
const (
	CardDebit  = "2"
	CardCredit = "3"
)

// Bank is a bank by its 8-digit code (protocol section 11).
type Bank struct {
	Code string `json:"bank_code"`
	Name string `json:"bank_name"`
}

// issuer is a bank with some of its card prefixes from public lists. None of those is official, and this one is not complete.
type issuer struct {
	Bank
	debit, credit []string
}

var issuers = []issuer{
	{Bank{"01020000", "工商银行"}, []string{"622202", "622203", "622208", "621225", "621226", "955880"}, []string{"427020", "427030", "622230", "625330"}},
	{Bank{"01030000", "农业银行"}, []string{"622845", "622846", "622848", "622849", "621282", "621336"}, []string{"404119", "519412", "520082", "622836", "628268"}},
	{Bank{"01040000", "中国银行"}, []string{"456351", "601382", "621660", "621661", "621756", "621790"}, []string{"409666", "512315", "622760", "625906"}},
	{Bank{"01050000", "建设银行"}, []string{"436742", "621284", "621700", "622280", "622700"}, []string{"436718", "489592", "532450", "622166", "622168"}},
	{Bank{"03010000", "交通银行"}, []string{"405512", "601428", "622260", "622261", "622262"}, []string{"458123", "521899", "622252", "622253"}},
	{Bank{"03080000", "招商银行"}, []string{"410062", "468203", "621286", "621483", "621485", "622588", "622609"}, []string{"439225", "439226", "518710", "622575", "622581"}},
	{Bank{"03050000", "民生银行"}, []string{"415599", "622615", "622617", "622618", "622622"}, []string{"407405", "421869", "622600", "622602"}},
	{Bank{"03030000", "光大银行"}, []string{"622660", "622662", "622663", "622666", "622670"}, []string{"406252", "481699", "622650", "622655"}},
	{Bank{"03100000", "浦发银行"}, []string{"622516", "622518", "622521", "622522", "622523"}, []string{"404738", "456418", "622228", "622276"}},
	{Bank{"01000000", "邮储银行"}, []string{"621096", "621098", "621799", "622150", "622188", "955100"}, []string{"622810", "622811", "622812"}},
	{Bank{"03020000", "中信银行"}, []string{"433670", "442729", "621771", "622690", "622696", "622698"}, []string{"400360", "403391", "622680", "622688"}},
	{Bank{"03060000", "广发银行"}, []string{"621462", "622568"}, []string{"406365", "428911", "622555", "622556"}},
	{Bank{"03070000", "平安银行"}, []string{"412962", "415752", "602907", "622298", "622986", "622989"}, []string{"435744", "526855", "622155", "622156", "622525"}},
	{Bank{"03090000", "兴业银行"}, []string{"438588", "622908", "622909", "966666"}, []string{"451289", "461982", "622901", "622902"}},
	{Bank{"03040000", "华夏银行"}, []string{"621222", "622630", "622631", "622632"}, []string{"528709", "539867", "622636"}},
}

// Banks lists the banks in the order of the protocol's section 11.
func Banks() []Bank {
	list := make([]Bank, len(issuers))
	for i, bank := range issuers {
		list[i] = bank.Bank
	}
	return list
}

// BankName returns the name of a bank by its code, or "".
func BankName(code string) string {
	for i := range issuers {
		if issuers[i].Code == code {
			return issuers[i].Name
		}
	}
	return ""
}

// LookupBIN returns the issuer of a card by its first six digits. cardType is CardDebit or CardCredit.
func LookupBIN(cardNo string) (bankCode, bankName, cardType string, ok bool) {
	if len(cardNo) < 6 {
		return "", "", "", false
	}
	bin := cardNo[:6]
	for i := range issuers {
		bank := &issuers[i]
		if slices.Contains(bank.debit, bin) {
			return bank.Code, bank.Name, CardDebit, true
		}
		if slices.Contains(bank.credit, bin) {
			return bank.Code, bank.Name, CardCredit, true
		}
	}
	return "", "", "", false
}
