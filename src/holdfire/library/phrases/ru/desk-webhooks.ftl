# Веб-хуки: программы в других местах, которым сообщают о новом.

webhooks = Веб-хуки
webhooks-why = О каждой новой строке журнала сообщается отметкой: номер, хэш, время и ссылка. Содержание запрашивают с токеном.
webhooks-none = Нет ни одного.
webhook-new = Создать веб-хук
webhook-end = Завершить
webhook-number = Номер
webhook-address = Адрес
webhook-for = Для учётной записи
webhook-for-hint = Сообщается только то, что можно знать этой учётной записи.
webhook-of = Сообщается
webhook-every = каждая строка журнала
webhook-bulletins = выпущенные бюллетени
deliveries = Доставки
deliveries-none = Пока нет.
delivery-line = Строка
delivery-state = Состояние
delivery-tries = Попытки
delivery-said = Последний ответ
delivery-waits = ожидает
delivery-taken = принято
delivery-given-up = прекращено
deliveries-tries = { $number ->
    [one] Доставку пробуют не более { $number } раза, с растущими паузами.
    [few] Доставку пробуют не более { $number } раз, с растущими паузами.
    [many] Доставку пробуют не более { $number } раз, с растущими паузами.
   *[other] Доставку пробуют не более { $number } раза, с растущими паузами.
}
